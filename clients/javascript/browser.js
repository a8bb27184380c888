// Chromium without a window, for the programs that look at pages.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Runs the steps on one page; the first that fails is named, with what the page says. */
export async function onPage(address, steps) {
  const profile = await mkdtemp(join(tmpdir(), 'page-'));
  let browser;
  try {
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      viewport: { width: 1400, height: 1000 },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    for (const step of steps) {
      try {
        await step(page, address);
      } catch (failed) {
        const said = await page.locator('body').innerText().catch(() => '');
        throw new Error(`${step.name}: ${failed.message}\nthe page says: ${said.slice(0, 600)}`);
      }
    }
  } finally {
    await browser?.close();
    await rm(profile, { recursive: true, force: true });
  }
}
