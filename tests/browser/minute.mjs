// The minute that must work, in a real browser: a fresh installation, the documents, the headline with proof and gap, one
// agreement signed, the report in three languages, the audit page. Then the same pages at the width of a phone and under
// axe-core. Screenshots in the folder given. Usage: node minute.mjs CHANCERY SCREENSHOTS
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, login, open, play, shot, words } from './kit.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const sources = [process.env.CHANCERY_SOURCES, join(here, '../../../shared/sources')].find((p) => p && existsSync(p));

const headline = {
  en: ['3 signed', '4 in preparation', '17 pairs', '11 FDI projects', '> 39 million USD', '3 conferences', 'tens'],
  vi: ['3 đã ký', '4 đang xúc tiến', '17 cặp', '11 dự án', '39 triệu USD', 'hàng chục'],
  de: ['3 unterzeichnet', '4 in Vorbereitung', '17 Paare', '11 FDI-Projekte', '39 Millionen US-Dollar', 'zehn und mehr'],
};

async function load(page, base) {
  if (!sources) {
    console.log('the five documents are not there: their part is skipped, the demonstration texts stand in');
    return;
  }
  const files = readdirSync(sources).filter((f) => f.endsWith('.txt')).map((f) => join(sources, f));
  await page.goto(`${base}/`);
  await page.setInputFiles('input[type=file][name=file]', files);
  await Promise.all([page.waitForLoadState('load'), page.click('form[action="/texts"] button[type=submit]')]);
  await page.goto(`${base}/`);
  const seen = await words(page);
  for (const f of files) expect(`loaded ${f.split('/').pop()}`, true);
  expect('the documents are on the page', (await page.locator('a[href^="/texts/"]').count()) > 0, seen.slice(0, 200));
}

async function figures(page, base) {
  for (const [lang, pieces] of Object.entries(headline)) {
    await page.goto(`${base}/lang/${lang}?back=/`);
    const seen = await words(page);
    for (const piece of pieces) expect(`headline in ${lang}`, seen.includes(piece), `lacks "${piece}"`);
    await shot(page, `figures-${lang}`);
  }
  await page.goto(`${base}/lang/en?back=/`);
  const seen = await words(page);
  expect('the gap of the pairs', /17 stated, 0 listed|17 stated, \d+ listed/.test(seen));
  const proofs = await page.locator('a[href^="/figures/"], a[href^="/indicators/"]').evaluateAll((a) => a.map((x) => x.getAttribute('href')));
  expect('every number of the headline links to its proof', new Set(proofs).size >= 5, String(proofs.length));
  await page.goto(base + proofs[0]);
  await shot(page, 'proof');
}

async function sign(page, base) {
  await page.goto(`${base}/agreement/board`);
  await shot(page, 'board-before');
  const before = await (await fetch(`${base}/healthz`)).text();
  expect('the server is well', before.length > 0);
  const answer = await page.request.get(`${base}/api/v1/records/agreement?state=approved`);
  const id = (await answer.json()).rows[0].id;
  await page.goto(`${base}/agreement/${id}`);
  const form = page.locator('form:has(input[name=move][value=sign])');
  await page.locator('details:has(form input[name=move][value=sign]) > summary').click();
  await form.locator('input[name=sign_date]').fill('2025-12-20');
  await form.locator('input[name=sign_place]').fill('Huế');
  await form.locator('input[name=signer_vn]').fill('Người ký minh họa');
  await form.locator('input[name=signer_foreign]').fill('A. Example');
  for (const [words, code] of [['Vietnamese', 'vi'], ['English', 'en']]) {
    await form.locator('input[name="languages.q"]').fill(words);
    await form.locator('.completions button', { hasText: words }).first().click();
    await form.locator(`input[name=languages][value=${code}]`).waitFor({ state: 'attached' });
  }
  await form.locator('select[name=nonbinding_clause]').selectOption('true');
  await form.locator('select[name=term_kind]').selectOption('indefinite');
  await shot(page, 'agreement-to-sign');
  await Promise.all([page.waitForLoadState('load'), form.locator('input[name=signer_foreign]').press('Enter')]);
  await page.goto(`${base}/agreement/${id}`);
  const seen = await words(page);
  expect('the agreement is signed', /Signed/.test(seen) && (await page.locator('form:has(input[value=sign])').count()) === 0);
  expect('it got its number', /2025-04/.test(seen), seen.slice(0, 300));
  await shot(page, 'agreement-signed');
  return id;
}

// "4 and 3": four signed by the records now, three in preparation.
async function report(page, base) {
  const says = {
    vi: [/đã ký\s*4\b/, /\b3\b[^.]{0,60}(thỏa thuận|đang)/],
    en: [/signed\s*4\b/, /\b3\b[^.]{0,80}(in preparation|being prepared|agreements)/],
    de: [/hat die Stadt Huế\s*4\b[^.]*unterzeichnet/, /\b3\b[^.]{0,80}(Vorbereitung|Vereinbarungen|vorbereitet)/],
  };
  for (const [lang, patterns] of Object.entries(says)) {
    await page.goto(`${base}/report?year=2025&lang=${lang}`);
    const seen = await words(page);
    for (const p of patterns) expect(`report in ${lang}`, p.test(seen), `${p} not in: ${seen.slice(seen.indexOf('2025'), seen.indexOf('2025') + 900)}`);
    await shot(page, `report-${lang}`);
  }
}

async function audit(browser, base, id) {
  const page = await (await browser.newContext()).newPage();
  await login(page, base, 'auditor');
  await page.goto(`${base}/lang/en?back=/`);
  await page.goto(`${base}/audit`);
  const seen = await words(page);
  expect('audit says who and when', /\d{4} \d\d:\d\d officer (Moved|Changed)/.test(seen) || /officer[^|]{0,40}Moved/.test(seen), seen.slice(300, 1200));
  expect('audit links the record', (await page.locator(`a[href="/agreement/${id}"]`).count()) > 0);
  await shot(page, 'audit');
  return page;
}

const pages = (id) => ['/', '/findings', '/registers', '/agreement', '/agreement/board', `/agreement/${id}`, `/agreement/${id}/edit`,
  '/place/new', '/search?q=hue', '/report?year=2025&lang=en', '/help', '/account',
  '/due', '/notices', '/codes', '/codes/agr_type', '/agreement/filter', '/agreement/views', '/agreement/import', '/algebra', '/no-such-page'];

async function phone(page, base, id) {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of pages(id)) {
    await page.goto(base + path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(`phone ${path}`, over <= 1, `is ${over} pixels too wide`);
  }
  await page.goto(`${base}/`);
  await shot(page, 'phone-figures');
  await page.goto(`${base}/agreement/${id}`);
  await shot(page, 'phone-agreement');
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function accessible(page, base, paths) {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const path of paths) {
    await page.goto(base + path);
    await page.addScriptTag({ content: axe }).catch(() => page.evaluate(axe));
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] }));
    const grave = found.violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    expect(`accessible ${path}`, grave.length === 0, grave.map((v) => `${v.id}: ${v.nodes.map((k) => k.html.slice(0, 110)).slice(0, 4).join(" ; ")}`).join(' | '));
  }
}

await play('', async (browser, server) => {
  const page = await open(browser, server);
  await page.goto(`${server.base}/login`);
  await shot(page, 'login');
  await login(page, server.base, 'head');
  await load(page, server.base);
  await figures(page, server.base);
  await page.context().clearCookies();
  await login(page, server.base, 'officer');
  await page.goto(`${server.base}/lang/en?back=/`);
  const id = await sign(page, server.base);
  await report(page, server.base);
  const auditor = await audit(browser, server.base, id);
  await phone(page, server.base, id);
  await accessible(page, server.base, pages(id));
  await accessible(auditor, server.base, ['/audit']);
});
