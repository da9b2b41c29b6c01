/**
 * Which requests are refused, before anything is looked up. A page of another site can make a browser ask this server;
 * the name it is asked by (Host) and the page that asks (Origin) tell such a request from the user's own.
 */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 400 | 403 | 405;
  readonly headers?: Readonly<Record<string, string>>;
}

const METHODS = ['GET', 'HEAD'];

/** The names of the server: it listens on 127.0.0.1 alone. */
function hostsOf(port: number): string[] {
  const names = ['127.0.0.1', 'localhost'];
  // A browser leaves the port of the scheme out.
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
}

/** @returns null for a request to look up */
export function refusalOf(
  { method, url, headersDistinct: { host, origin } }: Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'>,
  port: number,
): Refusal | null {
  const hosts = hostsOf(port);
  if (host?.length !== 1 || !hosts.includes(host[0]!.toLowerCase())) return { status: 403 };
  if (origin !== undefined && !origin.every((one) => hosts.some((name) => one === `http://${name}`))) {
    return { status: 403 };
  }
  if (!METHODS.includes(method!)) return { status: 405, headers: { allow: METHODS.join(', ') } };
  // A whole address is for a proxy, and an asterisk for OPTIONS.
  return url!.startsWith('/') ? null : { status: 400 };
}
