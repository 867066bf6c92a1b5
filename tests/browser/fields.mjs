// Fields that are chosen by looking for them, with and without the page's script, on a screen and on a phone.
// Not for: what each type accepts (tests/web/fields.py).
import { expect, login, open, play, shot, words } from './kit.mjs';

async function takes(page, field, text, name) {
  await page.fill(`#f-${field}`, text);
  await page.waitForSelector('.completions:not([hidden]) button');
  await page.locator('.completions:not([hidden]) button', { hasText: name }).first().click();
}

async function withScript(browser, server) {
  const page = await open(browser, server);
  await login(page, server.base, 'officer');
  await page.goto(`${server.base}/conference/new`);
  await page.$$eval('details.section-later', (at) => at.forEach((d) => { d.open = true; }));
  await takes(page, 'countries', 'nhat ban', 'Nhật Bản');
  await takes(page, 'countries', 'han quoc', 'Hàn Quốc');
  await takes(page, 'admin_unit', 'thuan hoa', 'Huế');
  const chosen = () => page.$$eval('input[name="countries"]:checked', (at) => at.map((i) => i.value).join(' '));
  expect('two countries are chosen', await chosen() === 'JP KR', await chosen());
  expect('the search box is empty again', await page.inputValue('#f-countries') === '');
  await takes(page, 'countries', 'japan', 'Nhật Bản');
  expect('a country is chosen once', await chosen() === 'JP KR', await chosen());
  await shot(page, 'pick');
  await page.locator('.picked label', { hasText: 'Hàn Quốc' }).click();
  expect('a chip is taken off', await chosen() === 'JP', await chosen());
  await page.fill('#f-title_vi', 'Hội nghị');
  await page.press('#f-title_vi', 'Enter');
  await page.waitForSelector('#problems');
  expect('what was chosen is still there beside the faults', (await words(page)).includes('Nhật Bản'));
}

async function withoutScript(browser, server) {
  const page = await open(browser, server, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  await login(page, server.base, 'officer');
  await page.goto(`${server.base}/relation/new`);
  await page.click('details:has(#f-vn_focal) > summary');
  await page.fill('[name="vn_focal.q"]', 'a');
  await page.click('button[name=find][value=vn_focal]');
  expect('people are found', await page.locator('.picked-found input[type=radio]').count() > 0);
  await page.locator('.picked-found input[type=radio]').first().check();
  await shot(page, 'pick-phone');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect('no page is wider than the phone', wide <= 390, `${wide}`);
}

const file = (name, size) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(size, 65) });

// Files chosen in the form: too much at once is said before it is sent; another field's fault loses none of them.
async function files(browser, server) {
  const page = await open(browser, server);
  await login(page, server.base, 'officer');
  await page.goto(`${server.base}/agreement/new`);
  await page.fill('#f-title_vi', 'Có tệp');
  await page.setInputFiles('#f-record-files', [file('a.pdf', 17 << 20), file('b.pdf', 17 << 20)]);
  await page.locator('#record-form button.btn-primary').first().click();
  expect('34 MiB are not sent', await page.inputValue('#f-title_vi') === 'Có tệp' && await page.locator('#problems').count() === 0);
  await page.setInputFiles('#f-record-files', [file('tờ trình.pdf', 3000), file('phụ lục.pdf', 3000)]);
  await page.locator('#record-form button.btn-primary').first().click();
  await page.waitForSelector('#problems');
  const kept = page.locator('input[name="record-files.kept"]:checked');
  expect('both are kept beside the faults', await kept.count() === 2 && (await words(page)).includes('phụ lục.pdf'), `${await kept.count()}`);
  await page.locator('label', { hasText: 'phụ lục.pdf' }).click();
  await page.locator('#record-form button.btn-primary').first().click();
  await page.waitForSelector('#problems');
  expect('one is taken out by its box', await kept.count() === 1 && !(await words(page)).includes('phụ lục.pdf'), `${await kept.count()}`);
  await page.locator('#f-record-files').scrollIntoViewIfNeeded();
  await shot(page, 'files');
}

await play('fields-', async (browser, server) => {
  await withScript(browser, server);
  await withoutScript(browser, server);
  await files(browser, server);
});
