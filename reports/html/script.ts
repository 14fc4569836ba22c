/** The page's script: filter, search and links to what is filtered out. Without it the page shows everything. */
export const SCRIPT = `
'use strict';
(() => {
  const form = document.getElementById('filter');
  if (form === null) return;
  const checks = [...document.querySelectorAll('details.check')];
  const texts = new Map();
  const textOf = (check) => {
    if (!texts.has(check)) texts.set(check, check.textContent.toLowerCase());
    return texts.get(check);
  };
  const shown = document.getElementById('shown');
  const apply = () => {
    const wanted = new FormData(form);
    const marks = new Set(wanted.getAll('mark'));
    const phase = wanted.get('phase');
    const level = wanted.get('level');
    const words = String(wanted.get('words')).toLowerCase().split(/\\s+/).filter((word) => word !== '');
    let count = 0;
    for (const check of checks) {
      const fits =
        marks.has(check.dataset.mark) &&
        (phase === '' || phase === check.dataset.phase) &&
        (level === '' || level === check.dataset.level) &&
        words.every((word) => textOf(check).includes(word));
      check.hidden = !fits;
      if (fits) count += 1;
    }
    for (const section of document.querySelectorAll('section.phase'))
      section.hidden = section.querySelector('details.check:not([hidden])') === null;
    shown.textContent = count + ' of ' + checks.length + ' checks shown';
  };
  const unfold = () => {
    let id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id === '' ? null : document.getElementById(id);
    const check = target === null ? null : target.closest('details.check');
    if (check === null) return;
    if (check.hidden) form.reset();
    apply();
    check.open = true;
    check.scrollIntoView();
    check.querySelector('summary').focus({ preventScroll: true });
  };
  const openAll = (open) => {
    for (const check of checks) if (!check.hidden) check.open = open;
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.getElementById('open-all').addEventListener('click', () => openAll(true));
  document.getElementById('close-all').addEventListener('click', () => openAll(false));
  window.addEventListener('hashchange', unfold);
  apply();
  unfold();
})();
`;
