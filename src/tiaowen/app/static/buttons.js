// What the views do. A button reports an event with a value, or only leads on to another element; a form reports all
// that is filled in. What they lead to gets the focus and, where it is out of sight, is scrolled to; closing it gives
// the focus back. The events are named here because Gradio looks for their names here.
const events = ['ask', 'cite', 'close', 'open', 'choose', 'regulations', 'hit', 'results', 'rate', 'wrong', 'resume',
  'platform', 'form', 'judge', 'clear', 'detail', 'export', 'compare', 'sample'];

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const bring = (target) => target.scrollIntoView({behavior: still() ? 'auto' : 'smooth', block: 'start'});

const outOfSight = (target) => {
  const {top} = target.getBoundingClientRect();
  return top < 0 || top > innerHeight * 0.5;
};

const leadTo = (target, opener) => {
  if (!target.contains(opener)) window.tiaowenOpener = opener;
  target.tabIndex = -1;
  target.focus({preventScroll: true});
  target.scrollTop = 0;
  if (outOfSight(target)) bring(target);
};

const leadOn = (id, opener) => {
  const target = id && document.getElementById(id);
  if (target) leadTo(target, opener);
};

const report = (name, value) => events.includes(name) && trigger(name, {value: value ?? ''});
const filledIn = (form) => JSON.stringify([...new FormData(form)]);

element.addEventListener('click', (event) => {
  const button = event.target.closest('button[type="button"]');
  if (!button) return;
  const {event: name, value, goto, copy} = button.dataset;
  if (copy) return window.tiaowen.copy(copy, button);
  if (name === 'print') return print();
  if (name === 'link') return window.tiaowen.copy(window.tiaowen.address(), button);
  report(name, value);
  if (goto) leadOn(goto, button);
  else if (name === 'close') window.tiaowenOpener?.focus();
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  report(form.dataset.event, filledIn(form));
  leadOn(form.dataset.goto, event.submitter ?? form);
});

// A choice on which the rest hangs is reported at once; the focus stays on it when the rest is shown anew.
element.addEventListener('change', ({target}) => {
  const {reload} = target.dataset;
  if (reload) report(reload, target.form ? filledIn(target.form) : target.value);
  if (target.form) window.tiaowen.keepLink();
});
element.addEventListener('input', ({target}) => target.form && window.tiaowen.keepLink());

const sameAs = ({name, value, type}) =>
  [...element.querySelectorAll('[name]')].find((e) => e.name === name && (type !== 'radio' || e.value === value));

// Whether what the element shows was asked for here: by a button that led to it, or by a form over it.
const wasAskedFor = () => {
  const focus = document.activeElement;
  return focus?.contains(element) || (focus?.closest('.tw-finders') && element.closest('.tw-reader'));
};

let focused = null;
element.addEventListener('focusin', ({target}) => { focused = target.name ? target : null; });

// A new turn of the conversation is brought to the top, anything else where it was asked for and is out of sight.
watch('value', () => {
  if (focused && !focused.isConnected && document.activeElement === document.body) sameAs(focused)?.focus();
  window.tiaowen.shown(element);
  window.tiaowen.arriveAt(element);
  const turn = [...element.querySelectorAll('.tw-turn')].at(-1);
  const composer = document.querySelector('.tw-composer')?.offsetHeight ?? 0;
  if (turn && turn.getBoundingClientRect().bottom > innerHeight - composer) bring(turn);
  else if (!turn && wasAskedFor() && outOfSight(element)) bring(element);
});
window.tiaowen.shown(element);
window.tiaowen.arriveAt(element);
