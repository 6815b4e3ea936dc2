// What the whole page shares: the link to what is shown, copying, and conversations kept in this browser alone.
document.documentElement.lang = 'zh-CN';

window.tiaowen = (() => {
  const KEY = 'tiaowen-conversations';
  const MOST = 30;
  let arriving = location.search.length > 1; // by a link to something, until that is shown
  let current = null; // the conversation that is shown, once it has a question

  const visible = (selector) => [...document.querySelectorAll(selector)].find((e) => e.checkVisibility());

  const linkOf = (form) => {
    const data = new FormData(form);
    const kept = [...data].filter(([name, value]) => value && (!name.startsWith('u.') || data.get('f.' + name.slice(2))));
    return '?' + new URLSearchParams(kept);
  };

  // The link in the address bar leads to what is shown: an article, a filled-in form, or nothing in particular.
  const link = () => {
    const form = visible('form[data-linked]');
    return form ? linkOf(form) : visible('[data-link]')?.dataset.link ?? '';
  };
  const keepLink = () => history.replaceState(null, '', location.pathname + link());
  const address = () => location.origin + location.pathname + link();

  const byHand = (text) => {
    const box = Object.assign(document.createElement('textarea'), {value: text, className: 'tw-unseen'});
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  };

  // The clipboard proper is there on secure pages only, and an office serves its own network without a certificate.
  const copy = async (text, button) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = byHand(text);
    }
    const told = document.getElementById('tw-told');
    const words = done ? told.dataset.done : told.dataset.failed;
    told.textContent = words;
    button.focus();
    const before = button.dataset.before ??= button.textContent;
    button.textContent = words;
    setTimeout(() => { button.textContent = before; told.textContent = ''; }, 2000);
  };

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one.turns) && one.turns.length) : [];
    } catch {
      return [];
    }
  };
  const write = (kept) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept.slice(0, MOST)));
    } catch {} // a browser that keeps nothing has no history; all else works
  };

  const remember = (turns) => {
    const before = read().find((one) => one.id === current)?.turns ?? [];
    const goesOn = before.every((turn, n) => turn === turns[n]); // not so where a server was started anew meanwhile
    if (current === null || !goesOn) current = Date.now();
    write([{id: current, turns}, ...read().filter((one) => one.id !== current)]);
  };

  const make = (tag, text, properties = {}, data = {}) => {
    const made = Object.assign(document.createElement(tag), {textContent: text, ...properties});
    Object.assign(made.dataset, data);
    return made;
  };

  const entry = (one, past) => {
    const open = make('button', one.turns[0], {type: 'button', className: 'tw-example'},
      {event: 'resume', value: JSON.stringify(one.turns)});
    open.addEventListener('click', () => { current = one.id; });
    const forget = make('button', past.dataset.forget, {type: 'button', className: 'tw-quiet'});
    forget.setAttribute('aria-label', `${past.dataset.forget}：${one.turns[0]}`);
    forget.addEventListener('click', () => { write(read().filter((other) => other.id !== one.id)); listPast(past); });
    const line = document.createElement('li');
    line.append(open, forget);
    return line;
  };

  const listPast = (past) => {
    const kept = read();
    past.hidden = !kept.length;
    past.querySelector('ul').replaceChildren(...kept.map((one) => entry(one, past)));
    past.querySelector('.tw-forget-all').onclick = () => { write([]); listPast(past); };
  };

  // Called by every view once it shows something new.
  const shown = (element) => {
    const log = element.querySelector('[data-turns]');
    if (log) remember(JSON.parse(log.dataset.turns));
    const past = element.querySelector('.tw-past');
    if (past) {
      current = null;
      listPast(past);
    }
    if (element.querySelector('[data-link], form[data-linked]')?.checkVisibility()) keepLink();
  };

  // What a link leads to is brought into sight, once its tab is there.
  const arriveAt = (element, tries = 20) => {
    const target = arriving && element.querySelector('[data-link], .tw-result, .tw-compared');
    if (!target) return;
    if (!target.checkVisibility()) {
      if (tries) setTimeout(() => arriveAt(element, tries - 1), 100);
      return;
    }
    arriving = false;
    if (target.getBoundingClientRect().top > innerHeight * 0.5) target.scrollIntoView({block: 'start'});
  };

  // Gradio tells of faults in English, in a place of its own: it is hidden, and what it means is said here.
  const watchFaults = () => {
    const alert = document.getElementById('tw-alert');
    const toasts = [...document.querySelectorAll('.toast-wrap')].map((e) => e.textContent).join(' ').trim();
    if (!alert) return;
    const said = toasts && (/connection/i.test(toasts) ? alert.dataset.lost : alert.dataset.failed);
    if (alert.textContent !== said) alert.textContent = said;
  };
  new MutationObserver(watchFaults).observe(document.documentElement, {childList: true, subtree: true});

  document.addEventListener('click', ({target}) => target.closest?.('[role="tab"]') && setTimeout(keepLink, 100));
  return {copy, keepLink, address, arriveAt, shown};
})();
