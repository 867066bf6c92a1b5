// Confirming figures by keys: next, confirm, reject, correct, all at once; what a person decided survives the spotter's next
// run and the same file loaded again; the same by buttons without scripts. And the versions side by side, wide and narrow.
// Usage: node keys.mjs CHANCERY SCREENSHOTS
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chancery, expect, login, open, play, shot, words } from './kit.mjs';

const demo = join(dirname(fileURLToPath(import.meta.url)), '../../demo/texts');

const rows = (page) => page.locator('.figure-row');
const state = (page, i) => rows(page).nth(i).getAttribute('data-state');
const states = (page) => rows(page).evaluateAll((all) => all.map((r) => `${r.dataset.figure} ${r.dataset.state}`));
const current = (page) => rows(page).evaluateAll((all) => all.findIndex((r) => r.classList.contains('current')));

async function becomes(page, i, wanted) {
  await page.waitForFunction(([at, s]) => document.querySelectorAll('.figure-row')[at].dataset.state === s, [i, wanted], { timeout: 5000 })
    .catch(() => {});
  expect(`figure ${i} by key`, (await state(page, i)) === wanted, `${await state(page, i)} instead of ${wanted}`);
}

async function texts(page, base) {
  await page.goto(`${base}/`);
  const links = await page.locator('a[href^="/texts/"]').evaluateAll((a) => a.map((x) => x.getAttribute('href').split('#')[0]));
  return [...new Set(links)].sort((a, b) => a.split('/')[2] - b.split('/')[2]);
}

async function sideBySide(page, base, path) {
  await page.goto(base + path);
  const head = await page.locator('.versions-head .lang-tag:visible').allInnerTexts();
  expect('the original first, then English and German', head.join(' ').toLowerCase() === 'vi en de', head.join(' '));
  for (const lang of ['vi', 'en', 'de'])
    expect(`cells say ${lang}`, (await page.locator(`.versions-row .cell[lang=${lang}]`).count()) > 3);
  const uneven = await page.locator('.versions-row').evaluateAll((all) => all.filter((r) => r.children.length !== 3).length);
  expect('three cells in every row', uneven === 0, String(uneven));
  expect('figures are marked', (await page.locator('.versions .fig').count()) > 20);
  expect('findings are marked in the translations', (await page.locator('.versions .cell:not([lang=vi]) .find').count()) > 0);
  await shot(page, 'side-by-side');
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect('fits a phone', over <= 1, `${over} pixels too wide`);
  expect('each piece says its language on a phone', (await page.locator('.versions-row .cell-lang:visible').count()) > 10);
  await shot(page, 'side-by-side-phone');
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function keys(page, base, path) {
  await page.goto(base + path);
  const many = await rows(page).count();
  expect('there are figures to confirm', many >= 5, String(many));
  await page.keyboard.press('j');
  expect('j goes to the first', (await current(page)) === 0);
  await page.keyboard.press('y');
  await becomes(page, 0, 'confirmed');
  await page.waitForFunction(() => document.querySelectorAll('.figure-row')[1].classList.contains('current'));
  expect('its mark in the text is confirmed too', (await page.locator('.versions .fig-confirmed').count()) > 0);
  await page.keyboard.press('x');
  await becomes(page, 1, 'rejected');
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  const back = await current(page);
  await page.keyboard.press('j');
  expect('k goes back, j forth', (await current(page)) === back + 1, `${back} ${await current(page)}`);
  while ((await current(page)) < 2) await page.keyboard.press('j');
  await shot(page, 'keys');
  const id = await rows(page).nth(2).getAttribute('data-figure');
  await page.keyboard.press('e');
  await page.waitForURL(/\/figures\/\d+/);
  expect('e opens the form of the correction', await page.locator('#correct[open]').isVisible());
  await page.waitForFunction(() => document.activeElement.closest('#correct') !== null, null, { timeout: 3000 }).catch(() => {});
  expect('its first field has the focus', await page.evaluate(() => document.activeElement.closest('#correct') !== null));
  await page.locator('#correct input[name=low]').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('12');
  await page.locator('#correct input[name=high]').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('12');
  await Promise.all([page.waitForLoadState('load'), page.keyboard.press('Enter')]);
  await page.waitForURL((u) => !u.hash.includes('correct'));
  expect('a corrected figure follows the published one', !page.url().endsWith(`/figures/${id}`) && (await words(page)).includes('12'), page.url());
  await page.goto(base + path);
  const after = await states(page);
  expect('the published one is replaced', after.includes(`${id} replaced`), after.slice(0, 5).join(', '));
  expect('the list stands where it was left', (await current(page)) >= 2, String(await current(page)));
}

async function all(page, base, path) {
  await page.goto(base + path);
  await Promise.all([page.waitForURL(base + path), page.locator(`form[action="${path}/confirm"] button`).click()]);
  const left = (await states(page)).filter((s) => s.endsWith('proposed'));
  expect('all at once: nothing is left to confirm', left.length === 0, left.slice(0, 3).join(', '));
}

async function survives(page, server, path) {
  await page.goto(server.base + path);
  const before = (await states(page)).join('\n');
  execFileSync(chancery, ['load', '--again'], { env: server.env });
  await page.goto(server.base + path);
  const then = (await states(page)).join('\n');
  expect('decisions survive the spotter', then === before, `${before} -> ${then}`.replaceAll('\n', ', '));
  const said = execFileSync(chancery, ['load', ...['vi', 'en', 'de'].map((l) => join(demo, `hue-2025-${l}.txt`))], { env: server.env, encoding: 'utf8' });
  expect('the same files again', said.includes('0 documents read, 3 already there'), said);
  await page.goto(server.base + path);
  expect('decisions survive another load', (await states(page)).join('\n') === before);
}

async function withoutScripts(browser, server, path) {
  const page = await open(browser, server, { javaScriptEnabled: false });
  await login(page, server.base, 'director');
  await page.goto(server.base + path);
  const first = page.locator('.figure-row[data-state=proposed]').last();
  const id = await first.getAttribute('data-figure');
  await Promise.all([page.waitForLoadState('load'), first.locator('form[action$="/confirm"] button').click()]);
  await page.goto(server.base + path);
  expect('confirmed by a button without scripts', (await page.locator(`.figure-row[data-figure="${id}"]`).getAttribute('data-state')) === 'confirmed');
  await page.context().close();
}

await play('keys-', async (browser, server) => {
  const page = await open(browser, server);
  await login(page, server.base, 'head');
  await page.goto(`${server.base}/lang/en?back=/`);
  const found = await texts(page, server.base);
  let path = '';
  for (const t of found) {
    await page.goto(server.base + t);
    if ((await words(page)).includes('hue-2025-vi.txt')) path = t;
  }
  expect('the statement of 2025 is linked from the home page', path !== '', found.join(' '));
  await sideBySide(page, server.base, path);
  await withoutScripts(browser, server, path);
  await keys(page, server.base, path);
  await all(page, server.base, path);
  await survives(page, server, path);
});
