import { z } from 'zod';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';
import type { SourceAlert, Truncated } from '../../../ports/source.ts';
import { openUntil } from '../../../ports/source-alert.ts';
import { ListedAlert } from './schema.ts';

/** Alertmanager waits for the answer of its webhook no longer than this either. */
const patienceMs = 10_000;

/** Asks Alertmanager for all alerts that fire and carry the labels of a group it cut short: those it sent already come again, and are known by
 *  then. `api` is its address with its path prefix, as for amtool. Silenced and inhibited ones would not have been in the batch. */
export async function rest({ labels }: Truncated, api: string): Promise<readonly SourceAlert[]> {
  const url = new URL(`${api.replace(/\/+$/u, '')}/api/v2/alerts`);
  for (const [name, value] of Object.entries(labels))
    url.searchParams.append('filter', `${/^[A-Za-z_]\w*$/u.test(name) ? name : JSON.stringify(name)}=${JSON.stringify(value)}`);
  for (const [flag, is] of [
    ['active', 'true'],
    ['silenced', 'false'],
    ['inhibited', 'false'],
    ['unprocessed', 'true'],
  ] as const)
    url.searchParams.append(flag, is);
  const read = z.array(ListedAlert).safeParse(await ask(url));
  if (!read.success) throw failed('invalid', url, `answered something that is no list of alerts (${read.error.issues[0]?.path.join('.')})`);
  return read.data.map((alert) => ({ posted: { ...alert, endsAt: openUntil } }));
}

async function ask(url: URL): Promise<unknown> {
  const { username, password } = url;
  const login =
    username === '' ? {} : { authorization: `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}` };
  url.username = url.password = '';
  let answer: Response;
  try {
    const headers = { accept: 'application/json', ...login };
    answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs), headers });
  } catch (e) {
    const { name, message, cause } = e as Error;
    throw failed('transient', url, name === 'TimeoutError' ? `did not answer in ${patienceMs / 1_000} s` : causeOf(cause) || message);
  }
  if (!answer.ok) {
    await answer.body?.cancel();
    throw failed(classOf(answer.status), url, `answered ${answer.status}`);
  }
  try {
    return await answer.json();
  } catch (e) {
    const isLate = (e as Error).name === 'TimeoutError';
    throw failed(isLate ? 'transient' : 'invalid', url, isLate ? 'broke off its answer' : 'answered something that is not JSON');
  }
}

const causeOf = (cause: unknown): string => (cause instanceof Error ? cause.message || cause.name : '');

const classes: Readonly<Record<number, FailureClass>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'not-found',
  408: 'transient',
  429: 'rate-limited',
};
const classOf = (status: number): FailureClass => classes[status] ?? (status >= 500 ? 'transient' : 'invalid');

/** The address without what it may carry of a login. */
const failed = (failure: FailureClass, { origin, pathname }: URL, what: string): OutsideError =>
  new OutsideError(
    failure,
    `alertmanager: ${origin}${pathname} ${what}. Check "api" of the integration: it is the address of Alertmanager itself, and is asked without following redirects.`,
  );
