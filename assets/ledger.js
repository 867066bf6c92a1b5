// Confirming figures by keys: j and k move, y confirms, x rejects, e opens the figure to correct it. Without this script the
// buttons do the same.
'use strict';

const rows = [...document.querySelectorAll('.figure-row')];
// Where the list was left: who comes back from a correction goes on there.
const here = `figures ${window.location.pathname}`;
let at = -1;

function go(to) {
  if (rows.length === 0) return;
  if (rows[at]) rows[at].classList.remove('current');
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].classList.add('current');
  rows[at].scrollIntoView({block: 'nearest'});
  rows[at].focus({preventScroll: true});
  sessionStorage.setItem(here, String(at));
}

async function decide(row, what) {
  const form = row.querySelector(`form[action$="/${what}"]`);
  if (!form) return;
  const answer = await fetch(form.action, {
    method: 'POST', body: new URLSearchParams(new FormData(form)), headers: {'HX-Request': 'true'}, credentials: 'same-origin',
  });
  if (!answer.ok) { row.querySelector('.state').textContent = `${answer.status}`; return; }
  const said = await answer.json();
  row.dataset.state = said.state;
  const badge = row.querySelector('.state .badge');
  badge.className = badge.className.replaceAll('yellow', said.state === 'confirmed' ? 'green' : 'red');
  badge.textContent = said.label;
  for (const list of row.querySelectorAll('.btn-list')) list.remove();
  const mark = document.getElementById(`o${said.id}`);
  if (mark) { mark.classList.remove('fig-proposed'); mark.classList.add(`fig-${said.state}`); }
}

document.addEventListener('keydown', (e) => {
  if (e.target.closest('input, textarea, select') || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === 'j') go(at + 1);
  else if (e.key === 'k') go(at - 1);
  else if (at >= 0 && e.key === 'y') decide(rows[at], 'confirm').then(() => go(at + 1));
  else if (at >= 0 && e.key === 'x') decide(rows[at], 'reject').then(() => go(at + 1));
  else if (at >= 0 && e.key === 'e') window.location.href = `/figures/${rows[at].dataset.figure}#correct`;
  else return;
  e.preventDefault();
});

if (sessionStorage.getItem(here) !== null && !window.location.hash) go(Number(sessionStorage.getItem(here)));
for (const list of rows) list.addEventListener('click', () => go(rows.indexOf(list)));
