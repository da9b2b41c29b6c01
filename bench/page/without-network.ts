/**
 * Browsers that reach nothing but this machine.
 */
import type { LaunchOptions } from 'puppeteer-core';
import type { BrowserOnDisk } from './browsers.ts';

/** A proxy that nobody runs is asked for all but this machine's own addresses. */
const NOWHERE = '127.0.0.1:9';

/** What keeps a browser from the network, in a scheme of colours. */
export function withoutNetwork(name: BrowserOnDisk['name'], scheme: 'light' | 'dark'): LaunchOptions {
  if (name === 'Chromium') return { args: [`--proxy-server=${NOWHERE}`] };
  const [host, port] = NOWHERE.split(':');
  const proxies = ['http', 'ssl', 'socks'].flatMap((kind) => [
    [`network.proxy.${kind}`, host],
    [`network.proxy.${kind}_port`, Number(port)],
  ]);
  return {
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      ...Object.fromEntries(proxies),
      'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
    },
  };
}
