import { useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';

const words: Record<string, WordKey> = {
  chat: 'wayChat',
  web: 'wayWeb',
  console: 'wayWeb',
  api: 'wayApi',
  cli: 'wayCli',
  ring: 'wayRing',
  sms: 'waySms',
  phone: 'wayPhone',
  email: 'wayEmail',
  push: 'wayPush',
  alert: 'wayAlert',
  wecom: 'wayWeCom',
  'wecom-aibot': 'wayWeComGroup',
  wechat: 'wayWeChat',
  teams: 'wayTeams',
  botkit: 'wayTeams',
  slack: 'waySlack',
};
/** Tocsin's own doing: not a way that people came by. */
const inward = new Set(['road', 'timer']);

/** A way in words, where it is part of a sentence. */
export function useWayName(): (way: string) => string {
  const say = useSay();
  return (way) => {
    const word = words[way];
    return word === undefined ? way : say(word);
  };
}

/** The way something came or went (`chat:web`: a chat, by platform). Unknown ways keep the server's name. */
export function Way({ way }: { way: string }) {
  const say = useSay();
  const plain = way.startsWith('chat:') ? way.slice(5) : way;
  const word = words[plain];
  return <>{word === undefined ? plain : say(word)}</>;
}

/** `林安娜 · via phone`, or as much of it as there is. */
export function ByVia({ person, via }: { person?: string | undefined; via?: string | null | undefined }) {
  const say = useSay();
  const isShown = via && !inward.has(via);
  return (
    <>
      {person}
      {person && isShown && ' · '}
      {isShown && (
        <>
          {say('via')} <Way way={via} />
        </>
      )}
    </>
  );
}
