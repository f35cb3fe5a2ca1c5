// Installs what package.json names into the folder of the first argument. Some of the packages depend on types that npm
// cannot fetch, so that it installs them with no dependency at all: they are packed and unpacked, by their integrity.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = process.argv[2];

function run(program, ...args) {
  return execFileSync(program, args, { cwd: target, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

mkdirSync(target, { recursive: true });
for (const file of ['package.json', 'package-lock.json']) {
  copyFileSync(join(here, file), join(target, file));
}
run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0');

const downloads = mkdtempSync(join(target, 'packed-'));
const { packed } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
for (const [name, { version, integrity }] of Object.entries(packed)) {
  const [pack] = JSON.parse(
    run('npm', 'pack', `${name}@${version}`, '--json', '--ignore-scripts', '--pack-destination', downloads),
  );
  if (pack.integrity !== integrity) {
    throw new Error(`${name}@${version} has the integrity ${pack.integrity}, not ${integrity}`);
  }
  const folder = join(target, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  run('tar', '-xzf', join(downloads, pack.filename), '-C', folder, '--strip-components=1');
}
rmSync(downloads, { recursive: true });
