import { chromium, type Browser } from 'playwright-core';

/** Debian's Chromium without a window. `--no-sandbox` because tests run as root in containers; the rest keeps it from talking to the world. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
