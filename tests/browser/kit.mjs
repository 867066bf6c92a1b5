// What the browser scripts share: an installation of their own with its server, a browser, expectations, screenshots.
// Not for: what is expected of the pages.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const password = 'Hue-2026-demo!';
export const [chancery, shots] = process.argv.slice(2).map((p) => resolve(p));
export const bad = [];
let done = 0, n = 0, prefix = '';

export function expect(what, ok, detail = '') {
  done++;
  if (!ok) bad.push(`${what} ${detail}`.trim());
}

async function freePort() {
  const s = createServer();
  await new Promise((r) => s.listen(0, '127.0.0.1', r));
  const { port } = s.address();
  await new Promise((r) => s.close(r));
  return port;
}

async function start(folder) {
  const port = await freePort();
  const env = { ...process.env, CHANCERY_VAR: join(folder, 'var') };
  const p = spawn(chancery, ['start', '--port', String(port), '--listen', '127.0.0.1'], { env });
  let said = '';
  p.stdout.on('data', (d) => (said += d));
  p.stderr.on('data', (d) => (said += d));
  for (let i = 0; i < 600; i++) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/healthz`)).ok) return { p, env, base: `http://127.0.0.1:${port}`, said: () => said };
    } catch { /* not yet */ }
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error(`no answer from the server: ${said}`);
}

export const words = async (page) => (await page.innerText('body')).replace(/\s+/g, ' ');

export async function shot(page, name) {
  await page.screenshot({ path: join(shots, `${prefix}${String(++n).padStart(2, '0')}-${name}.png`), fullPage: true });
}

export async function login(page, base, who) {
  await page.goto(`${base}/login`);
  await page.fill('input[name=login]', who);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForURL(`${base}/`);
}

// A page that tells of errors in scripts and of requests that leave the machine.
export async function open(browser, server, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, bypassCSP: true, ...options });
  const page = await context.newPage();
  page.on('request', (r) => !r.url().startsWith(server.base) && !/^(data|blob|about):/.test(r.url()) && bad.push(`outside the machine: ${r.url()}`));
  page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && bad.push(`console: ${m.text()} at ${page.url()}`));
  page.on('pageerror', (e) => bad.push(`script: ${e.message} at ${page.url()}`));
  page.setDefaultTimeout(15000);
  return page;
}

// Plays it, ends everything, prints what went wrong or how much went right, ends the process.
export async function play(name, script) {
  prefix = name;
  mkdirSync(shots, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'chancery-browser-'));
  const server = await start(folder);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'] });
  try {
    await script(browser, server);
  } catch (e) {
    bad.push(`${e.message}`);
  } finally {
    await browser.close();
    server.p.kill('SIGTERM');
    const code = await new Promise((r) => server.p.on('exit', r));
    expect('the server ends politely', code === 0, `exit ${code} ${server.said().slice(-300)}`);
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(bad.length ? bad.join('\n') : `${done} expectations met, ${n} screenshots`);
  process.exit(bad.length ? 1 : 0);
}
