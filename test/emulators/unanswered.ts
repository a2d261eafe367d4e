import type { ServerResponse } from 'node:http';

/** Calls that no answer will ever come to, until whoever called gives up. */
export class Unanswered {
  readonly #waiting = new Set<ServerResponse>();

  add(response: ServerResponse): void {
    this.#waiting.add(response);
    response.once('close', () => this.#waiting.delete(response));
  }

  get isAny(): boolean {
    return this.#waiting.size > 0;
  }
}
