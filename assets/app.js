// Small help for the pages; every page works without it. Menu on phones, keys, unsaved forms, completion of links.
'use strict';

const menu = document.getElementById('menu'), toggle = document.getElementById('menu-toggle');
if (toggle) {
  toggle.addEventListener('click', () => {
    const open = menu.classList.toggle('show');
    toggle.setAttribute('aria-expanded', String(open));
  });
}

// A page that answers a form which was refused stands at its own address: a reload shows it anew and sends nothing again.
if (document.body.dataset.address) history.replaceState(history.state, '', document.body.dataset.address);

// Keys: "/" to the search, "e" edits, "n" makes a new one, arrows of lists are the browser's own.
document.addEventListener('keydown', (e) => {
  const typing = e.target.closest('input, textarea, select, [contenteditable]');
  if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
  const target = e.key === '/' ? document.getElementById('search') : document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (!target) return;
  e.preventDefault();
  if (target.matches('input')) target.focus();
  else target.click();
});

document.addEventListener('click', (e) => {
  for (const open of document.querySelectorAll('details.dropdown[open]'))
    if (!open.contains(e.target)) open.open = false;
});

// An address that points to something folded opens it, ready to type.
const pointed = window.location.hash.length > 1 && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
if (pointed && pointed.matches('details')) {
  for (let d = pointed; d; d = d.parentElement.closest('details')) d.open = true;
  window.addEventListener('load', () => setTimeout(() => {  // the browser's own jump takes the focus away
    pointed.scrollIntoView();
    pointed.querySelector('input:not([type=hidden]), select, textarea')?.focus();
  }));
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// The box of problems is read out and shown first.
const problems = document.getElementById('problems');
if (problems) problems.focus();

// The server takes no more than data-most at once and would answer a bare refusal: said while everything typed still stands.
function tooHeavy(form) {
  const inputs = form.dataset.most ? [...form.querySelectorAll('input[type=file]')] : [];
  const weight = inputs.flatMap((i) => [...i.files]).reduce((sum, f) => sum + f.size, 0);
  const heavy = weight > 0 && weight >= Number(form.dataset.most);
  const told = inputs.find((i) => i.files.length > 0);
  if (heavy) {
    told.setCustomValidity(form.dataset.mostText);
    told.addEventListener('change', () => told.setCustomValidity(''), { once: true });
    told.reportValidity();
    told.setCustomValidity('');
  }
  return heavy;
}

// A form that was changed asks before it is left; a form is sent once.
let changed = false;
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener('input', () => { changed = changed || form.hasAttribute('data-guard'); });
  form.addEventListener('submit', (e) => {
    if (form.dataset.sent || tooHeavy(form)) { e.preventDefault(); return; }
    if (form.dataset.ask && !window.confirm(form.dataset.ask)) { e.preventDefault(); return; }
    form.dataset.sent = '1';
    changed = false;
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
}
window.addEventListener('beforeunload', (e) => { if (changed) e.preventDefault(); });

// A list's form answers while it is typed.
for (const form of document.querySelectorAll('form[data-live]')) {
  const key = `filter ${window.location.pathname}`, fold = form.closest('details');
  if (sessionStorage.getItem(key) !== null) fold.open = true;  // it goes on being filled in where it was left
  const left = document.getElementById(sessionStorage.getItem(key) ?? '');
  if (left) left.focus();
  sessionStorage.removeItem(key);
  for (const select of form.querySelectorAll('select, input[type="date"], [name="late"], [name="mine"]'))
    select.addEventListener('change', () => { sessionStorage.setItem(key, select.id); form.requestSubmit(); });
}

// Cards of a board are dragged to another state by the form that each card has; where no move leads, nothing is dropped.
let dragged = null;
const wayTo = (column) => dragged?.querySelector(`.board-move option[data-to="${CSS.escape(column.dataset.state)}"]`);
const columnOf = (e) => e.target.closest?.('.board-column');
document.addEventListener('dragstart', (e) => {
  dragged = e.target.closest?.('.board [draggable="true"]') ?? null;
  if (!dragged) return;
  e.dataTransfer.effectAllowed = 'move';
  e.dataTransfer.setData('text/plain', '');
  for (const column of document.querySelectorAll('.board-column')) column.classList.toggle('takes', !!wayTo(column));
});
document.addEventListener('dragover', (e) => {
  const column = columnOf(e);
  for (const other of document.querySelectorAll('.board-column.over')) other.classList.toggle('over', other === column);
  if (!column || !wayTo(column)) return;
  e.preventDefault();
  column.classList.add('over');
});
document.addEventListener('drop', (e) => {
  const column = columnOf(e), way = column && wayTo(column);
  if (!way) return;
  e.preventDefault();
  way.selected = true;
  way.closest('form').requestSubmit();
});
document.addEventListener('dragend', () => {
  dragged = null;
  for (const column of document.querySelectorAll('.board-column')) column.classList.remove('takes', 'over');
});

// The boxes of a list: one for the whole page. The list may be another one by then (htmx), so the document listens.
const boxes = () => document.querySelectorAll('td.box input');
const offerAll = () => { for (const label of document.querySelectorAll('[data-boxes]')) label.hidden = boxes().length === 0; };
offerAll();
document.addEventListener('htmx:afterSwap', offerAll);
document.addEventListener('change', (e) => {
  if (e.target.closest('[data-boxes]')) for (const box of boxes()) box.checked = e.target.checked;
});

// A box to type in, with a list beneath of what was found at url; choose(row) is called with the row taken.
function combo(shown, url, choose) {
  const box = document.createElement('div');
  let timer = 0, at = -1;
  shown.autocomplete = 'off';
  shown.setAttribute('role', 'combobox');
  shown.setAttribute('aria-expanded', 'false');
  box.className = 'completions';
  box.hidden = true;
  shown.after(box);
  const close = () => { clearTimeout(timer); box.hidden = true; at = -1; shown.setAttribute('aria-expanded', 'false'); };
  const take = (row) => { close(); choose(row); changed = true; };
  const show = (rows) => {
    box.replaceChildren(...rows.map((row) => {
      const b = document.createElement('button');
      b.type = 'button';
      b.tabIndex = -1;
      b.textContent = row.title;
      b.addEventListener('mousedown', (e) => { e.preventDefault(); take(row); });
      return b;
    }));
    box.hidden = rows.length === 0;
    shown.setAttribute('aria-expanded', String(!box.hidden));
    box.rows = rows;
    at = -1;
  };
  shown.addEventListener('input', () => {
    clearTimeout(timer);
    if (shown.value.trim() === '') { close(); return; }
    timer = setTimeout(async () => {
      const r = await fetch(`${url}${encodeURIComponent(shown.value.trim())}`);
      if (r.ok && document.activeElement === shown) show((await r.json()).rows.slice(0, 20));
    }, 180);
  });
  shown.addEventListener('keydown', (e) => {
    const n = box.children.length;
    if (box.hidden || n === 0) return;
    if (e.key === 'ArrowDown') at = (at + 1) % n;
    else if (e.key === 'ArrowUp') at = (at + n - 1) % n;
    else if (e.key === 'Enter' && at >= 0) { e.preventDefault(); take(box.rows[at]); return; }
    else if (e.key === 'Escape') { close(); return; }
    else return;
    e.preventDefault();
    [...box.children].forEach((b, i) => b.setAttribute('aria-selected', String(i === at)));
    box.children[at].scrollIntoView({block: 'nearest'});
  });
  shown.addEventListener('blur', close);
}

// Fields that point to a record: type a name, choose, the id is sent.
function complete(input) {
  const shown = document.createElement('input'), wrap = document.createElement('div');
  wrap.className = 'complete';
  shown.className = input.className;
  shown.value = input.dataset.label || '';
  shown.id = input.id;
  if (input.required) shown.setAttribute('aria-required', 'true');
  input.removeAttribute('id');
  input.type = 'hidden';
  input.before(wrap);
  wrap.append(input, shown);
  combo(shown, input.dataset.complete, (row) => { input.value = row.id; shown.value = row.title; });
  shown.addEventListener('input', () => { if (shown.value.trim() === '') input.value = ''; });
  shown.addEventListener('blur', () => { if (input.value === '') shown.value = ''; });
}
for (const input of document.querySelectorAll('input[data-complete]')) complete(input);
document.addEventListener('htmx:load', (e) => {  // and those that came later; a hidden one has its field already
  for (const input of e.detail.elt.querySelectorAll('input[data-complete]:not([type=hidden])')) complete(input);
});

// Fields with a search box (web/ui_pick.c): what is found comes while typing, what is chosen stands as chips.
function pick(root) {
  const shown = root.querySelector('input[type="search"]'), picked = root.querySelector('.picked');
  const many = 'many' in root.dataset, name = root.querySelector('input[type="hidden"]').name;
  const chip = (label) => {
    const input = label.querySelector('input');
    if (input.value === '') { label.remove(); return; } // taking the chip off is the same as "none"
    input.type = 'checkbox';
    input.addEventListener('change', () => { label.remove(); changed = true; shown.focus(); });
  };
  const add = (row) => {
    shown.value = '';
    if (!many) picked.replaceChildren();
    else if ([...picked.querySelectorAll('input')].some((i) => i.value === row.id)) return;
    const label = document.createElement('label'), input = document.createElement('input');
    const text = document.createElement('span');
    label.className = 'form-check';
    Object.assign(input, {type: 'checkbox', className: 'form-check-input', name, value: row.id, checked: true});
    text.className = 'form-check-label';
    text.textContent = row.title;
    label.append(input, text);
    picked.append(label);
    chip(label);
  };
  root.classList.add('has-script');
  root.querySelector('button').hidden = true;
  picked.querySelectorAll('label').forEach(chip);
  root.querySelectorAll('.picked-found label').forEach((label) => {
    const input = label.querySelector('input');
    input.type = 'checkbox';
    input.addEventListener('change', () => {
      add({id: input.value, title: label.textContent});
      label.remove();
    });
  });
  combo(shown, root.dataset.pick, add);
  shown.addEventListener('keydown', (e) => { if (e.key === 'Enter' && shown.value.trim() !== '') e.preventDefault(); });
  shown.addEventListener('blur', () => { shown.value = ''; });
}
for (const root of document.querySelectorAll('.pick')) pick(root);
