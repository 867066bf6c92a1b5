// Puts the browser's files into one folder of the build tree: our own, and those of the npm packages in package-lock.json,
// each also pre-compressed. Run by the build; npm only when the lock file changed.
// usage: node build.mjs SOURCE_ROOT OUT_DIR STAMP DEPFILE
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, gzipSync} from 'node:zlib';

const [root, out, stamp, depfile] = process.argv.slice(2);
const here = join(root, 'assets'), npm = join(out, '..', 'npm');
const used = [];

function read(path) {
  used.push(path);
  return readFileSync(path, 'utf8');
}

function packages() {
  const lock = read(join(here, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex'), mark = join(npm, 'installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  mkdirSync(npm, {recursive: true});
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(here, name), join(npm, name));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {cwd: npm, stdio: ['ignore', 'ignore', 'inherit']});
  writeFileSync(mark, hash);
}

// The icons that pages and kinds name, out of some five thousand.
function icons() {
  const names = new Set(read(join(here, 'icons.txt')).split(/\s+/).filter(Boolean));
  for (const file of readdirSync(join(root, 'kinds'))) {
    const icon = file.endsWith('.yaml') && /^icon: *([a-z0-9-]+)/m.exec(read(join(root, 'kinds', file)));
    if (icon) names.add(icon[1]);
  }
  const sprite = readFileSync(join(npm, 'node_modules/@tabler/icons-sprite/dist/tabler-sprite.svg'), 'utf8');
  const symbols = [...names].sort().map((name) => {
    const m = new RegExp(`<symbol id="tabler-${name}"(.*?)</symbol>`, 's').exec(sprite);
    if (!m) throw new Error(`assets/icons.txt or a kind names an icon that Tabler does not have: ${name}`);
    return `<symbol id="i-${name}"${m[1]}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}

function put(name, text) {
  const bytes = Buffer.from(text.replace(/\n?\/[/*]# sourceMappingURL=[^\n]*/g, ''));
  writeFileSync(join(out, name), bytes);
  writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, {level: 9}));
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes)); // its highest level as it comes; browsers take it over TLS
}

packages();
rmSync(out, {recursive: true, force: true});
mkdirSync(out, {recursive: true});
const modules = join(npm, 'node_modules');
put('tabler.min.css', readFileSync(join(modules, '@tabler/core/dist/css/tabler.min.css'), 'utf8'));
put('htmx.min.js', readFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), 'utf8'));
put('icons.svg', icons());
for (const name of readdirSync(here).sort())
  if (/\.(css|js|svg)$/.test(name)) put(name, read(join(here, name)));
writeFileSync(depfile, `${stamp}: ${[...used, join(here, 'package.json')].join(' ')}\n`);
writeFileSync(stamp, '');
