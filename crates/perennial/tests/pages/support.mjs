// A fresh company in a folder of its own, its server, and a browser that has walked in.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const owner = { name: 'Marta Ozola', email: 'marta@harbour.example', password: 'seven quiet harbours' };

/** Starts the program and waits for the address and the way in that it prints. */
export async function start(args, folder) {
  const child = spawn(process.env.PERENNIAL_BINARY, [...args, '--data', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const { address, wayIn } = await new Promise((resolve, reject) => {
    const look = (bytes) => {
      said += bytes;
      const address = said.match(/^Perennial is open at (http:\S+)/m)?.[1];
      const wayIn = said.match(/^The way in: (http:\S+)/m)?.[1];
      if (address && (wayIn || /^Sign in/m.test(said))) resolve({ address, wayIn });
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { address, wayIn, stop };
}

export async function company(customers) {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-pages-'));
  const server = await start(['demo', '--customers', String(customers)], folder);
  const browser = await chromium.launch({
    executablePath: process.env.PERENNIAL_BROWSER,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    ...server,
    folder,
    browser,
    async close() {
      await browser.close();
      await this.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A page that fails its test on any script error or blocked request. */
export async function visitor(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.troubles.push(message.text()));
  page.on('dialog', (dialog) => {
    page.troubles.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return page;
}

/** A page of the owner, whose account the one-time link has just made. */
export async function enter(harbour) {
  const page = await visitor(harbour.browser);
  await page.goto(harbour.wayIn);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail address').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Make me the owner' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What a serious accessibility fault is called and where it stands. */
export async function faults(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

export const shot = (page, name) =>
  page.screenshot({ path: join(process.env.PERENNIAL_SCREENSHOTS, `${name}.png`), fullPage: true });
