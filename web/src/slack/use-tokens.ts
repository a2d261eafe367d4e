import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { SlackMode } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import type { Refusal } from '../state/api.ts';
import { useTell } from './words.ts';

type Name = 'botToken' | 'appToken' | 'signingSecret';
export type TokenField = { name: Name; where: `${Name}Where`; prefix: string };
type Problems = Partial<Record<Name | 'anyway', string>>;

const all: Record<Name, TokenField> = {
  botToken: { name: 'botToken', where: 'botTokenWhere', prefix: 'xoxb-' },
  appToken: { name: 'appToken', where: 'appTokenWhere', prefix: 'xapp-' },
  signingSecret: { name: 'signingSecret', where: 'signingSecretWhere', prefix: '' },
};

export const fieldsOf = (mode: SlackMode): TokenField[] => [all.botToken, mode === 'socket' ? all.appToken : all.signingSecret];

export type Tokens = {
  values: ReadonlySignal<Record<Name, string>>;
  problems: ReadonlySignal<Problems>;
  /** Any other reason why they could not be kept. */
  refusal: ReadonlySignal<Refusal | null>;
  isBusy: ReadonlySignal<boolean>;
  typed(name: Name, text: string): void;
  /** `anyway`: although Slack cannot be asked just now. */
  keep(anyway: boolean): Promise<void>;
};

/** What a secret that is kept is shown as; sent back so, it stays what it is. */
const hidden = '…';

/** What is typed, looked at here, then tried by the server, then kept. */
export function useTokens({ mode, isKept, onDone }: { mode: SlackMode; isKept: boolean; onDone: () => void }): Tokens {
  const { api, notices } = useDesk();
  const tell = useTell();
  const values = useSignal<Record<Name, string>>({ botToken: '', appToken: '', signingSecret: '' });
  const problems = useSignal<Problems>({});
  const refusal = useSignal<Refusal | null>(null);
  const isBusy = useSignal(false);
  const given = (): Record<string, string> =>
    Object.fromEntries(fieldsOf(mode).map(({ name }) => [name, values.value[name].trim() || (isKept ? hidden : '')]));
  return {
    values,
    problems,
    refusal,
    isBusy,
    typed(name, text) {
      values.value = { ...values.value, [name]: text };
      if (problems.value[name] !== undefined) problems.value = { ...problems.value, [name]: undefined };
    },
    async keep(anyway) {
      const wrong = fieldsOf(mode).flatMap(({ name, prefix }) => {
        const text = values.value[name].trim();
        if (text === '') return isKept ? [] : [[name, tell('needed')]];
        return text.startsWith(prefix) ? [] : [[name, tell('beginsWith', prefix)]];
      });
      problems.value = Object.fromEntries(wrong) as Problems;
      refusal.value = null;
      if (wrong.length > 0) return;
      isBusy.value = true;
      const answer = await api.post('/slack', { ...given(), anyway });
      isBusy.value = false;
      if (answer.ok) {
        notices.tell(tell('kept'), 'good');
        return onDone();
      }
      const { issues } = answer.refusal;
      problems.value = Object.fromEntries(issues.map(({ path, message }) => [path, message]));
      if (issues.length === 0) refusal.value = answer.refusal;
    },
  };
}
