/**
 * What a server says to bytes on a socket, however odd they are.
 */
import { connect } from 'node:net';

/** @returns all that comes until the server ends the connection */
export function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
    // A server that has said enough may end a connection on which more arrives.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? null : reject(error)));
    socket.on('close', () => resolve(answer));
  });
}

/** The number behind HTTP/1.1. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

/** What stands behind the headers. */
export const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);
