// Every button of a view reports an event with a value, or only leads on to another element. What it leads to gets
// the focus and, where it is out of sight, is scrolled to; closing it gives the focus back. The events are named
// here because Gradio looks for their names here.
const events = ['ask', 'cite', 'close', 'open', 'choose', 'regulations', 'hit', 'results'];

const bring = (target) => {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({behavior: still ? 'auto' : 'smooth', block: 'start'});
};

const outOfSight = (target) => {
  const {top} = target.getBoundingClientRect();
  return top < 0 || top > innerHeight * 0.5;
};

const leadTo = (target, button) => {
  if (!target.contains(button)) window.tiaowenOpener = button;
  target.tabIndex = -1;
  target.focus({preventScroll: true});
  target.scrollTop = 0;
  if (outOfSight(target)) bring(target);
};

element.addEventListener('click', (event) => {
  const button = event.target.closest('button[type="button"]');
  if (!button) return;
  const {event: name, value, goto} = button.dataset;
  if (events.includes(name)) trigger(name, {value: value ?? ''});
  const target = goto && document.getElementById(goto);
  if (target) leadTo(target, button);
  else if (name === 'close') window.tiaowenOpener?.focus();
});

// Whether what the element shows was asked for here: by a button that led to it, or by a form over it.
const wasAskedFor = () => {
  const focus = document.activeElement;
  return focus?.contains(element) || (focus?.closest('.tw-finders') && element.closest('.tw-reader'));
};

// A new turn of the conversation is brought to the top, anything else where it was asked for and is out of sight.
watch('value', () => {
  const turn = [...element.querySelectorAll('.tw-turn')].at(-1);
  const composer = document.querySelector('.tw-composer')?.offsetHeight ?? 0;
  if (turn && turn.getBoundingClientRect().bottom > innerHeight - composer) bring(turn);
  else if (!turn && wasAskedFor() && outOfSight(element)) bring(element);
});
