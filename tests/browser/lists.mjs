// A list as one works with it: conditions put together with and without script, columns moved, the state kept as a view.
// Usage: node lists.mjs CHANCERY SCREENSHOTS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, login, open, play, shot, words } from './kit.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// At both widths, readable for everyone, without anything hanging over the edge of a phone.
async function look(page, name) {
  await shot(page, name);
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
  expect(`axe-core: ${name}`, found.violations.length === 0,
    found.violations.map((v) => `${v.id} ${v.nodes.map((x) => x.target).slice(0, 3)}`).join('; '));
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(`${name} fits a phone`, over <= 1, `${over} pixels too wide`);
  await shot(page, `${name}-phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const go = (page, click) => Promise.all([page.waitForNavigation({ waitUntil: 'load' }), click()]);

// The inputs follow the choice without the page being left.
async function build(page, base) {
  await page.goto(`${base}/agreement?per=20`);
  await page.locator('summary.card-header').click();
  await page.fill('#f-q', 'ghi nhớ');
  await go(page, () => page.locator('button[formaction$="/filter"]').click());
  const at = page.url();
  await page.selectOption('[name="c1_1.f"]', 'sign_date');
  await page.waitForSelector('[name="c1_1.o"]');
  await page.selectOption('[name="c1_1.o"]', 'between');
  await page.waitForSelector('[name="c1_1.b"]');
  await page.fill('[name="c1_1.a"]', '2025-01-01');
  await page.fill('[name="c1_1.b"]', '2025-12-31');
  await page.selectOption('[name="c1_1.o"]', 'between');
  expect('the page was not left', page.url() === at, page.url());
  await go(page, () => page.locator('button[value="add.1"]').click());
  expect('days are kept', (await page.inputValue('[name="c1_1.b"]')) === '2025-12-31');
  await page.selectOption('[name="c1_2.f"]', 'relation');
  await page.waitForSelector('[id="f-c1_2.a"][role=combobox]');
  await page.locator('[id="f-c1_2.a"]').pressSequentially('nara');
  await page.locator('.completions button').first().click();
  await page.selectOption('[name="g1.any"]', 'yes');
  await go(page, () => page.locator('button[value=group]').click());
  await page.selectOption('[name="c2_1.f"]', 'state');
  await page.locator('[name="c2_1.a"][value=signed]').check();
  await look(page, 'conditions');
  await go(page, () => page.locator('button.btn-primary[value=apply]').click());
  const text = await words(page);
  expect('in words', /Ngày ký trong khoảng 01\/01\/2025 – 31\/12\/2025 hoặc Quan hệ là .*Nara.*\) và Trạng thái là Đã ký/.test(text), text.slice(0, 900));
  expect('the rest of the list stays', page.url().includes('per=20') && page.url().includes('q='), page.url());
  await go(page, () => page.locator('.filter-said a[href*="/filter?"]').click());
  expect('back in the rows', await page.isChecked('[name="c2_1.a"][value=signed]'));
  expect('the link by its name', /Nara/.test(await page.inputValue('[id="f-c1_2.a"]')));
  await go(page, () => page.locator('button.btn-primary[value=apply]').click());
}

// Enter applies; it does not take a row away.
async function keys(page, base) {
  await page.goto(`${base}/agreement/filter?where=${encodeURIComponent("has(title_vi, 'nar')")}`);
  await page.fill('[name="c1_1.a"]', 'nara');
  await go(page, () => page.press('[name="c1_1.a"]', 'Enter'));
  expect('Enter applies', decodeURIComponent(page.url()).includes("has(title_vi, 'nara')"), page.url());
}

async function columns(page, base) {
  await page.goto(`${base}/agreement?cols=title_vi,sign_date,agr_type`);
  await page.locator('summary.card-header').click();
  await page.locator('#columns summary').click();
  await go(page, () => page.locator('.column-choice', { hasText: 'Ngày ký' }).locator('a').first().click());
  expect('moved', page.url().includes('cols=sign_date,title_vi,agr_type'), page.url());
  expect('the columns stand open', await page.locator('#columns .column-choice').first().isVisible());
  const heads = await page.locator('thead th').allInnerTexts();
  expect('so does the table', /ngày ký,tên văn bản/i.test(heads.join()), heads.join());
  await look(page, 'columns');
}

async function views(page, base) {
  await page.goto(`${base}/agreement?state=signed&cols=title_vi,sign_date`);
  await go(page, () => page.locator('.views a', { hasText: 'Lưu chế độ xem' }).click());
  await page.fill('[name=name]', 'Đã ký');
  await look(page, 'view-new');
  await go(page, () => page.locator('#view-new button[type=submit]').click());
  expect('the tab is the present one', (await page.locator('.views [aria-current=page]').innerText()) === 'Đã ký');
  await go(page, () => page.locator('thead a', { hasText: /ngày ký/i }).click());
  expect('it says that it differs', (await words(page)).includes('Đã khác với chế độ xem “Đã ký”'));
  await look(page, 'view-changed');
  await go(page, () => page.locator('#view-state button').click());
  expect('kept', !(await words(page)).includes('Đã khác với') && page.url().includes('view='), page.url());
  await go(page, () => page.locator('a.btn', { hasText: 'Bảng tiến độ' }).click());
  expect('the board by the same view', (await page.locator('.views [aria-current=page]').innerText()) === 'Đã ký');
  expect('only what it asks for', (await page.locator('.board-column').count()) === 1, String(await page.locator('.board-column').count()));
  await look(page, 'view-board');
}

// A card that is refused: the board stands at its own address, and a reload sends nothing again.
async function refused(page, base) {
  await page.goto(`${base}/agreement/board?sort=title_vi`);
  const form = page.locator('.board-column[data-state=consulting] .board-move').first();
  await form.locator('summary').click();
  await form.locator('select').selectOption('complete');
  await go(page, () => form.locator('button').click());
  expect('told at the card', (await page.locator('.board-refused').count()) === 1, (await words(page)).slice(0, 300));
  expect('at its own address', page.url() === `${base}/agreement/board?sort=title_vi`, page.url());
  const sent = [];
  page.on('request', (r) => sent.push(r.method()));
  await page.reload();
  expect('a reload sends nothing again', sent[0] === 'GET' && (await page.locator('.board-refused').count()) === 0, sent[0]);
}

// Without script: a button brings the inputs that fit.
async function plain(page, base) {
  await page.goto(`${base}/agreement/filter`);
  await page.selectOption('[name="c1_1.f"]', 'agr_type');
  await go(page, () => page.locator('button[value=update]').click());
  await page.locator('[name="c1_1.a"][value=mou]').check();
  await go(page, () => page.locator('button.btn-primary[value=apply]').click());
  expect('without script', page.url().includes('where=agr_type'), page.url());
}

await play('lists-', async (browser, server) => {
  const page = await open(browser, server), without = await open(browser, server, { javaScriptEnabled: false });
  for (const p of [page, without]) await login(p, server.base, 'officer');
  await build(page, server.base);
  await keys(page, server.base);
  await columns(page, server.base);
  await views(page, server.base);
  await refused(page, server.base);
  await plain(without, server.base);
});
