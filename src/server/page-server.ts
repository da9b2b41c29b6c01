/**
 * A server for a page on the user's own machine: listens on 127.0.0.1, answers GET and HEAD for a fixed list of files, and
 * reads nothing from the disk. What is slow or odd is cut off; nothing that is sent is kept.
 */
import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemError } from '../errors.ts';
import { setting, wording } from '../wording.ts';
import { refusalOf } from './request-check.ts';

const HOST = '127.0.0.1';

/** No page of another site may show, read or keep what is served; the page's own policy says what may run in it. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** A browser sends its request at once, and on this machine reads the answer at once. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 2_000,
  requestTimeout: 2_000,
  keepAliveTimeout: 2_000,
  connectionsCheckingInterval: 500,
};
const MOST_CONNECTIONS = 64;
/** For an answer that nobody fetches. */
const IDLE_MS = 10_000;

export interface ServedFile {
  /** Its media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface PageServer {
  readonly port: number;
  /** Where a browser finds the file of the path `/`. */
  readonly address: string;
  /** Ends all connections, idle or not. */
  readonly close: () => Promise<void>;
}

/**
 * @param files by their path, `/` first of all
 * @param port 0 for any that is free
 * @throws SystemError E_PORT for a port that is taken, or that the user may not use
 */
export async function servePage(files: ReadonlyMap<string, ServedFile>, port: number): Promise<PageServer> {
  const server = createServer(LIMITS, (request, response) => {
    const refusal = refusalOf(request, (server.address() as AddressInfo).port);
    if (refusal !== null) {
      // What still comes of the request is not read.
      answer(response, refusal.status, { ...refusal.headers, connection: 'close' });
      return;
    }
    const file = files.get(request.url!);
    if (file === undefined) answer(response, 404);
    else answer(response, 200, { 'content-type': file.type }, file.bytes);
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(IDLE_MS);
  await listen(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    address: `http://${HOST}:${taken}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Node leaves the body out where HEAD asked. */
function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  bytes: Uint8Array = new TextEncoder().encode(`${status} ${STATUS_CODES[status]}\n`),
): void {
  const length = { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(bytes.length) };
  response.writeHead(status, { ...HEADERS, ...length, ...headers }).end(bytes);
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host: HOST, port }, resolve);
    });
  } catch (cause) {
    throw portError(cause as NodeJS.ErrnoException, port);
  }
}

/** What the system says of a port, as an error with a way out. */
export function portError(cause: NodeJS.ErrnoException, port: number): SystemError {
  const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `can't be listened on: ${cause.code ?? cause.message}`;
  return new SystemError('E_PORT', `port ${port} ${reason}`, {
    field: 'port',
    hint: wording`${setting('port', 0)} takes one that is free`,
    cause,
  });
}
