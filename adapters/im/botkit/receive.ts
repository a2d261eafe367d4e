import { z } from 'zod';
import type { Deed, Inbound } from '../../../domain/chat/heard.ts';
import type { BotkitTold } from './calls.ts';
import { conversationOf, isAlone, userOf, type Channel } from './channel.ts';

const Account = z.object({ id: z.string(), aadObjectId: z.string().optional(), name: z.string().optional() });
const Mention = z.object({ type: z.string(), text: z.string().optional(), mentioned: Account.optional() });

/** What we read of an activity of the Bot Framework. */
const Activity = z.object({
  type: z.string(),
  channelId: z.string().default(''),
  id: z.string().optional(),
  timestamp: z.coerce.date().optional(),
  from: Account,
  recipient: Account.optional(),
  conversation: z.object({ id: z.string(), conversationType: z.string().nullish(), isGroup: z.boolean().nullish() }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  entities: z.array(z.unknown()).nullish(),
  membersAdded: z.array(Account).nullish(),
  membersRemoved: z.array(Account).nullish(),
  action: z.string().nullish(),
  channelData: z.unknown().optional(),
});
type Activity = z.output<typeof Activity>;
/** With the channel that its ids are of. */
type Told = Activity & { readonly channel: Channel };

const Pressed = z.object({ tocsin: z.string().optional(), tocsinChoice: z.string().optional() }).loose();

/** Who and where, for whoever will answer. */
export interface Scene {
  readonly user: string;
  readonly conv: string;
  /** What the channel itself calls it. */
  readonly there: string;
  readonly thread: string | null;
  readonly isDirect: boolean;
  /** What may be stored of it. */
  readonly inbounds: readonly Inbound[];
}

/** What an activity means to us. Null: it cannot be read. */
export function received(raw: unknown, now: number, adapter: BotkitTold['adapter'] = 'bot-framework'): Scene | null {
  const parsed = Activity.safeParse(raw);
  if (!parsed.success) return null;
  const channel: Channel = { adapter, id: parsed.data.channelId };
  const a: Told = { ...parsed.data, channel };
  const [there = '', thread = null] = a.conversation.id.split(';messageid=');
  const conv = conversationOf(channel, there);
  const isDirect = isAlone(a.conversation);
  const deeds = deedsOf(a, isDirect);
  const at = a.timestamp?.getTime() ?? now;
  const inbounds = deeds.map(({ user, did }, i): Inbound => {
    // Its id counts within the conversation alone, and an edit has that of what it edits.
    const key = `${a.type}/${conv}/${a.id ?? ''}/${a.type === 'message' ? '' : at}/${i}`;
    return { key, at, user, conv, ...(thread === null ? {} : { thread }), did };
  });
  return { user: userOf(channel, a.from), conv, there, thread, isDirect, inbounds };
}

interface Done {
  readonly user: string;
  readonly did: Deed;
}

function deedsOf(a: Told, isDirect: boolean): Done[] {
  const who = (account: z.output<typeof Account>): string => userOf(a.channel, account);
  const user = who(a.from);
  const isUs = ({ id }: { id: string }): boolean => id === a.recipient?.id;
  const kind = z.object({ eventType: z.string() }).safeParse(a.channelData).data?.eventType;
  switch (a.type) {
    case 'message':
      return isUs(a.from) ? [] : [{ user, did: pressedIn(a) ?? saidIn(a, isDirect) }].flatMap(({ did }) => (did ? [{ user, did }] : []));
    case 'messageUpdate':
      return kind === 'editMessage' && a.id ? [{ user, did: { is: 'rewrote', msg: a.id, text: textOf(a).text } }] : [];
    case 'messageDelete':
      return kind === 'softDeleteMessage' && a.id ? [{ user, did: { is: 'deleted', msg: a.id } }] : [];
    case 'conversationUpdate':
      return [
        ...(a.membersAdded ?? []).map((each): Done => ({
          user: who(each),
          did: isUs(each) ? { is: 'room', now: 'open' } : { is: 'joined' },
        })),
        ...(a.membersRemoved ?? []).filter(isUs).map((each): Done => ({ user: who(each), did: { is: 'room', now: 'without-us' } })),
      ];
    default:
      return [];
  }
}

function pressedIn({ value, replyToId }: Activity): Deed | null {
  const data = Pressed.safeParse(value).data;
  const token = data?.tocsinChoice === undefined ? data?.tocsin : data[data.tocsinChoice];
  return typeof token === 'string' && token !== '' ? { is: 'pressed', token, msg: replyToId ?? null } : null;
}

function saidIn(a: Activity, isDirect: boolean): Deed | null {
  const { text, mentionsUs } = textOf(a);
  // A form of somebody else's bot has values and no text.
  if (text === '' && !mentionsUs) return null;
  return { is: 'said', msg: a.id ?? '', text, isToUs: isDirect || mentionsUs, isDirect };
}

const signs: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** Others are mentioned by name, we are left out. */
function textOf({ text, entities, recipient }: Activity): { text: string; mentionsUs: boolean } {
  const mentions = (entities ?? []).flatMap((each) => Mention.safeParse(each).data ?? []).filter(({ type }) => type === 'mention');
  const ours = mentions.filter(({ mentioned }) => mentioned !== undefined && mentioned.id === recipient?.id);
  let said = text ?? '';
  for (const mention of ours) if (mention.text) said = said.replaceAll(mention.text, ' ');
  said = said
    .replaceAll(/<at[^>]*>([^<]*)<\/at>/gu, '@$1')
    .replaceAll(/&(?:nbsp|lt|gt|quot|amp);/gu, (sign) => signs[sign] ?? sign)
    .replaceAll('\u00A0', ' ');
  return { text: said.replaceAll(/\r\n?/gu, '\n').trim(), mentionsUs: ours.length > 0 };
}

/** What nobody but us may answer: our own buttons, commands, and a number for what we have numbered. */
export const isOursAlone = ({ inbounds }: Scene): boolean =>
  inbounds.some(({ did }) => did.is === 'pressed' || (did.is === 'said' && /^(?:\/|\d{1,2}$)/u.test(did.text)));
