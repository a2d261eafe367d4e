import { createServer } from 'node:http';

/** The limit of what a Node server could do: reads the body, parses the JSON, answers. Keeps nothing. */
if (import.meta.main) {
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(Number(process.argv[2]), '127.0.0.1');
}
