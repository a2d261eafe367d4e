import { useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';

const words: Record<string, WordKey> = {
  chat: 'wayChat',
  web: 'wayWeb',
  ring: 'wayRing',
  sms: 'waySms',
  phone: 'wayPhone',
  email: 'wayEmail',
  push: 'wayPush',
  alert: 'wayAlert',
  wecom: 'wayWeCom',
  slack: 'waySlack',
};

/** The way something came or went. Ways the console does not know yet keep the server's name. */
export function Way({ way }: { way: string }) {
  const say = useSay();
  const word = words[way];
  return <>{word === undefined ? way : say(word)}</>;
}
