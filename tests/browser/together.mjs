// Two people and the same records: one form edited by both, a comment that names somebody, two partners that are one.
// Usage: node together.mjs CHANCERY SCREENSHOTS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, login, open, play, shot, words } from './kit.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function clean(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  expect(`axe-core: ${where}`, found.violations.length === 0,
    found.violations.map((v) => `${v.id} ${v.nodes.map((x) => x.target).slice(0, 3)}`).join('; '));
}

// At both widths, without anything hanging over the edge of a phone.
async function look(page, name) {
  await shot(page, name);
  await clean(page, name);
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(`${name} fits a phone`, over <= 1, `${over} pixels too wide`);
  await shot(page, `${name}-phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const save = (page) => Promise.all([page.waitForLoadState('load'), page.locator('#record-form button.btn-primary').first().click()]);

async function conflict(head, officer, base, path) {
  for (const page of [head, officer]) await page.goto(`${base}${path}/edit`);
  await head.fill('[name=purpose]', 'Mục đích của trưởng phòng');
  await head.fill('[name=title_foreign]', 'Title by the head');
  await save(head);
  expect('the first is saved', head.url() === `${base}${path}`, head.url());
  await officer.fill('[name=purpose]', 'Mục đích của chuyên viên');
  await officer.fill('[name=notes]', 'Titel der Referentin');
  await save(officer);
  expect('both see the purpose', (await officer.locator('.conflict').count()) === 1, String(await officer.locator('.conflict').count()));
  expect('theirs', (await officer.innerText('.conflict')).includes('Mục đích của trưởng phòng'));
  expect('what only the other one changed is taken over', (await officer.inputValue('[name=title_foreign]')) === 'Title by the head');
  expect('and marked', (await officer.locator('.conflict-taken').count()) === 1);
  expect('mine is still there', (await officer.inputValue('[name=notes]')) === 'Titel der Referentin');
  await look(officer, 'conflict');
  await save(officer);
  expect('without a choice it asks again', (await officer.locator('.conflict').count()) === 1);
  await officer.locator('.conflict input[value=mine]').check();
  await save(officer);
  expect('saved with the choice', officer.url() === `${base}${path}`, officer.url());
  const text = await words(officer);
  for (const t of ['Mục đích của chuyên viên', 'Title by the head', 'Titel der Referentin']) expect(`kept: ${t}`, text.includes(t));
}

async function mention(head, officer, base, path) {
  await officer.goto(base + path);
  await officer.fill('textarea[name=comment]', '@head xin xem lại mục đích.');
  await Promise.all([officer.waitForLoadState('load'), officer.locator('form[action$="/comments"] button').click()]);
  await head.goto(`${base}/notices`);
  expect('the mention is told', (await words(head)).includes('xin xem lại mục đích'));
  expect('the bell says so', (await head.locator('a[href="/notices"] .badge').count()) > 0);
  await look(head, 'notices');
}

async function another(page, base, name) {
  return page.evaluate(async ([url, title]) => {
    const me = await (await fetch(`${url}/api/v1/me`)).json();
    const r = await fetch(`${url}/api/v1/records/place`, { method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf },
      body: JSON.stringify({ fields: { name_vi: title, name_en: 'Nara (entered twice)', country: 'JP', level: 'province', wish: 'Trao đổi sinh viên' } }) });
    return (await r.json()).id;
  }, [base, name]);
}

async function merge(head, base) {
  const id = await another(head, base, 'Tỉnh Nara (nhập hai lần)');
  await head.goto(`${base}/place?q=Nara`);
  const all = await head.locator('a[href^="/place/"]').evaluateAll((a) => a.map((x) => x.getAttribute('href')).filter((x) => /^\/place\/\d+$/.test(x)));
  const kept = all.find((x) => x !== `/place/${id}`);
  await head.goto(`${base}${kept}/merge`);
  await look(head, 'merge-which');
  await head.goto(`${base}${kept}/merge?with=${id}`);
  expect('the filled value is chosen', await head.locator('[name="f.wish"][value=gone]').isChecked());
  expect('the name stays', await head.locator('[name="f.name_vi"][value=kept]').isChecked());
  await look(head, 'merge');
  await head.fill('[name=reason]', 'nhập hai lần');
  await Promise.all([head.waitForURL(base + kept), head.locator('#merge-form button[type=submit]').click()]);
  expect('its wish is here now', (await words(head)).includes('Trao đổi sinh viên'));
  await head.goto(`${base}/place/${id}`);
  expect('the old address leads here', head.url() === base + kept, head.url());
  await look(head, 'merged');
}

await play('together-', async (browser, server) => {
  const [head, officer] = [await open(browser, server), await open(browser, server)];
  await login(head, server.base, 'head');
  await login(officer, server.base, 'officer');
  await officer.goto(`${server.base}/agreement?state=draft`);
  const path = await officer.locator('a[href^="/agreement/"]').evaluateAll((a) => a.map((x) => x.getAttribute('href')).find((x) => /^\/agreement\/\d+$/.test(x)));
  expect('there is a draft', path !== undefined);
  await conflict(head, officer, server.base, path);
  await mention(head, officer, server.base, path);
  await merge(head, server.base);
});
