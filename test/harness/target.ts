import { createServer } from 'node:http';
import { startServer, type Server } from './server.ts';

export interface Target extends Server {
  /** `127.0.0.1:<port>`, as a scrape configuration wants it. */
  readonly host: string;
  /** From now on it reports these gauges. A restart forgets them. */
  report(gauges: Record<string, number>): Promise<void>;
}

/** A program with metrics that Prometheus can watch and a test can really kill. */
export async function startTarget(): Promise<Target> {
  const server = await startServer({
    name: 'the target',
    command: process.execPath,
    args: (port) => ['--disable-warning=ExperimentalWarning', import.meta.filename, `${port}`],
    readyPath: '/metrics',
  });
  const report = async (gauges: Record<string, number>): Promise<void> => {
    const text = Object.entries(gauges).map(([name, value]) => `${name} ${value}\n`);
    await fetch(`${server.origin}/metrics`, { method: 'PUT', body: text.join('') });
  };
  return Object.assign(server, { host: new URL(server.origin).host, report });
}

function serve(port: number): void {
  let metrics = 'alive 1\n';
  createServer((request, response) => {
    if (request.method !== 'PUT') return void response.setHeader('content-type', 'text/plain; version=0.0.4').end(metrics);
    metrics = '';
    request.setEncoding('utf8').on('data', (text: string) => (metrics += text));
    return void request.on('end', () => response.end());
  }).listen(port, '127.0.0.1');
}

if (import.meta.main) serve(Number(process.argv[2]));
