import { createHmac } from 'node:crypto';
import type { Card, CardAction, SentCard } from '../../domain/card/card.ts';
import { cardText } from '../../domain/card/text.ts';
import { cardSlot, targetId, type Target, type View } from '../../domain/card/view.ts';
import type { Spot } from '../../domain/chat/heard.ts';
import { peopleOn } from '../../domain/chat/channel.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { langFor, nameOf, sharedLang } from '../../domain/firm/of-firm.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im, Mentioned, Outgoing, Posting, Ref } from '../../ports/im.ts';
import type { ActionToken, Store } from '../../ports/store.ts';
import { postInDoubt } from './in-doubt.ts';
import { Numbers } from './numbers.ts';

/** Action tokens last as long as people may still press the button. */
const tokenLivesMs = 30 * 86_400_000;

/** How soon is looked again whether a room has been opened. */
const openingMs = 1_000;

/** What a button stands for that asks once more first. */
export const confirmAction = 'chat/confirm';

export interface Confirming {
  readonly skill: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly confirm: string;
  readonly label: string;
  /** The title of the card on which it was pressed. */
  readonly about?: string;
}

type Tradable = Pick<CardAction, 'skill' | 'input' | 'label' | 'confirm'> & { readonly form?: true };

/** A view as it is now. `phase` is how far it is, as a code, `data` the same by machine, `as` the bot that speaks, `mentions` people. */
export interface Rendered {
  readonly card: Card;
  readonly as: string;
  readonly phase: string;
  readonly data: object;
  readonly mentions?: readonly string[];
}

/** Null when there is nothing (any more) to show. */
export type Render = (view: View, lang: Lang, reader: { person: string | null }) => Promise<Rendered | null>;

export interface CardParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ims: ReadonlyMap<string, Im>;
  readonly render: Render;
  /** Signs action tokens; random and kept, so that they survive a restart. */
  readonly secret: string;
}

/** A conversation, and the platform on which its people have their ids. */
interface Place {
  readonly im: Im;
  readonly ref: Ref;
  readonly platform: string;
}

interface Telling {
  readonly message: Outgoing;
  readonly news: string;
  readonly as: string;
  readonly slot: string;
  readonly old: { readonly msg: string } | null;
  readonly lang: Lang;
}

interface Putting extends Pick<Telling, 'message' | 'as' | 'slot'> {
  /** The message to be edited. */
  readonly old: Spot | null;
  /** The newest that showed the card, wherever that was. */
  readonly kept: Spot | null;
  readonly unsure: boolean;
}

/** Cards on their way out: rendered at send, tokens minted, posted once and edited from then on. */
export class Cards {
  readonly #parts: CardParts;
  readonly numbers: Numbers;

  constructor(parts: CardParts) {
    this.#parts = parts;
    this.numbers = new Numbers(parts);
  }

  /** Shows or edits the one card of a view in a place. Answers whether it was posted anew, or null when there was nothing to do.
   *  `unsure`: it may have been posted before without our knowing. */
  async show(
    view: View,
    target: Target,
    { onlyIfShown, unsure }: { onlyIfShown: boolean; unsure: boolean },
  ): Promise<{ first: boolean } | null> {
    const slot = cardSlot(view, target);
    const kept = await this.#parts.store.card(slot);
    if (!kept && onlyIfShown) return null;
    const place = await this.place(target);
    // Of the room that this one took the place of.
    const old = target.to === 'room' && kept?.conv !== place.ref.conv ? null : kept;
    const lang = this.langOf(target);
    const rendered = await this.#parts.render(view, lang, { person: target.to === 'person' ? target.person : null });
    if (!rendered) return null;
    const message: Outgoing = {
      text: cardText(rendered.card),
      card: await this.mint(rendered.card, slot, place.im),
      about: { kind: view.kind, phase: rendered.phase, data: rendered.data },
      mentions: this.mentioned(rendered.mentions ?? [], place.platform),
      lang,
      slot,
    };
    const news = place.im.news?.(message, place.ref) ?? null;
    if (news !== null) {
      const { actions: _unpressed, ...card } = rendered.card;
      return this.#tell(place, { message: { ...message, text: cardText(card) }, news, as: rendered.as, slot, old, lang });
    }
    return this.#put(place, { message, as: rendered.as, slot, old, kept, unsure });
  }

  /** Edits what is there, or posts it. */
  async #put(place: Place, { message, as, slot, old, kept, unsure }: Putting): Promise<{ first: boolean }> {
    const { im } = place;
    if (old && (await im.messages?.update(old, message)) === 'edited') {
      await this.#numbered(place, message);
      return { first: false };
    }
    const again = kept ? `/${kept.msg}` : '';
    const anew = old ? { ...message, supersedes: true as const } : message;
    const posted = await im.post(place.ref, anew, { as, key: `${slot}${again}`, isRepeat: unsure });
    // Had it been posted before, it still says what was true then.
    const isStale = unsure && (await im.messages?.update(posted, message)) === 'gone';
    const below = { as, key: `${slot}/${posted.msg}`, isRepeat: true };
    const ref = isStale ? await im.post(place.ref, { ...message, supersedes: true }, below) : posted;
    await Promise.all([this.#parts.store.rememberCard(slot, { conv: ref.conv, msg: ref.msg ?? '' }), this.#numbered(place, message)]);
    return { first: true };
  }

  async #numbered({ im, ref }: Place, { card, slot }: Outgoing): Promise<void> {
    if (card) await this.numbered(im, { conv: ref.conv }, { ...card, ...(slot === undefined ? {} : { slot }) });
  }

  /** Where nothing can be edited, only news is posted. What was told last is remembered in the place of a message, behind its number: the same
   *  news of the same card has the same key, over any number of tries. */
  async #tell(place: Place, { message, news, as, slot, old, lang }: Telling): Promise<{ first: boolean }> {
    const [, number = '0', follows] = /^(\d+)\/(.*)$/su.exec(old?.msg ?? '') ?? [];
    if (follows === news) {
      await place.im.messages?.refresh?.(place.ref, message, as);
      return { first: false };
    }
    const told = `${Number(number) + 1}/${news}`;
    // Of a call there may be no more news, and a room without its card is none; a card's next news comes anyway.
    const isWorthTwice = message.about?.kind === 'call' || (old === null && !place.im.onlyPosts);
    const how = { as, key: `${slot}/${told}`, lang, isWorthTwice };
    await this.#post(place, follows === undefined ? message : { ...message, follows }, how);
    if (!place.im.onlyPosts) await this.#numbered(place, message);
    await this.#parts.store.rememberCard(slot, { conv: place.ref.conv, msg: told });
    return { first: old === null };
  }

  /** The card of a view for one reader, on a page of their own; null when there is nothing to show. */
  async drawn(view: View, lang: Lang, person: string): Promise<SentCard | null> {
    const rendered = await this.#parts.render(view, lang, { person });
    return rendered && this.mint(rendered.card, `home/${person}/${view.kind}/${view.id}`);
  }

  /** Posts a line in a place, once per key; in the thread of the card of `under`, where it is there and the chat has threads. */
  async say(target: Target, said: Outgoing, { under, ...posting }: Posting & { under?: View }): Promise<void> {
    const lang = this.langOf(target);
    const place = await this.place(target);
    const message = { lang, ...said };
    const how = { ...posting, lang, isWorthTwice: true };
    const thread = under && (await this.#threadOf(under, target, place));
    if (thread === undefined) return this.#post(place, message, how);
    try {
      await this.#post({ ...place, ref: { ...place.ref, thread } }, message, how);
    } catch (e) {
      if (!(e instanceof OutsideError && e.failure === 'not-found')) throw e;
      // Somebody deleted the card.
      await this.#post(place, message, how);
    }
  }

  async #threadOf(view: View, target: Target, { im, ref }: Place): Promise<string | undefined> {
    const card = im.news ? null : await this.#parts.store.card(cardSlot(view, target));
    return card?.conv === ref.conv && card.msg !== '' ? card.msg : undefined;
  }

  async #post({ im, ref }: Place, message: Outgoing, how: Posting & { lang: Lang; isWorthTwice: boolean }): Promise<void> {
    await postInDoubt(message, { im, to: ref, ...how }, this.#parts);
  }

  /** Whoever has no user on the platform is mentioned by name. */
  mentioned(people: readonly string[], platform: string): Mentioned[] {
    const resources = this.#parts.store.duty();
    return people.map((person) => ({ name: nameOf(resources, person), user: userOn(resources, person, platform) ?? null }));
  }

  async pin(view: View, target: Target): Promise<void> {
    const ref = await this.#parts.store.card(cardSlot(view, target));
    const place = await this.place(target);
    if (!ref) throw new OutsideError('not-found', `the card of ${view.kind} ${view.id} is not shown in ${targetId(target)} yet`);
    await place.im.messages?.pin(ref);
  }

  /** Trades each action and option for an opaque token. The same action of the same card keeps its token over edits. */
  async mint(card: Card, slot: string, { confirms }: Pick<Im, 'confirms'> = { confirms: true }): Promise<SentCard> {
    const { actions = [], selects = [], ...rest } = card;
    const expiresAt = this.#parts.clock.now() + tokenLivesMs;
    const tokens: ActionToken[] = [];
    const trade = <T extends Tradable>(each: T): Omit<T, 'skill' | 'input'> & { token: string } => {
      const { skill, input, ...shown } =
        confirms || each.confirm === undefined ? each : askingFirst(each, { confirm: each.confirm, about: card.title });
      const form = shown.form === true;
      const token = this.#token([slot, skill, input, ...(form ? ['form'] : [])]);
      tokens.push({ token, skill, input, form, expiresAt });
      return { token, ...shown };
    };
    const sent = {
      ...rest,
      ...(card.actions ? { actions: actions.map(trade) } : {}),
      ...(card.selects ? { selects: selects.map(({ label, options }) => ({ label, options: options.map(trade) })) } : {}),
    };
    if (tokens.length > 0) await this.#parts.store.mintTokens(tokens);
    return sent;
  }

  /** Remembers what a bare number stands for there from now on; `by`: when they say it. `isPrinted`: the card says so itself. */
  async numbered(
    { id, numbers }: Im,
    place: { conv: string; by?: string },
    card: SentCard & { readonly slot?: string; readonly isPrinted?: true },
  ): Promise<void> {
    if (id !== 'web') await this.numbers.shown({ chat: id, ...place }, card, card.isPrinted ?? numbers === true);
  }

  /** What a form does stays here too; the same form has the same token. */
  async mintForm(skill: string, input: Readonly<Record<string, unknown>>): Promise<string> {
    const token = this.#token(['form', skill, input]);
    await this.#parts.store.mintTokens([{ token, skill, input, form: true, expiresAt: this.#parts.clock.now() + tokenLivesMs }]);
    return token;
  }

  #token(of: readonly unknown[]): string {
    return createHmac('sha256', this.#parts.secret).update(JSON.stringify(of)).digest('base64url').slice(0, 24);
  }

  /** Where a target is on its platform. */
  async place(target: Target): Promise<Place> {
    if (target.to === 'channel') return this.#channel(target.channel);
    const im = this.#im(target.adapter);
    const platform = target.adapter;
    if (target.to === 'person') return { im, platform, ref: await im.dm(this.userOf(target.person, target.adapter)) };
    const incident = await this.#parts.store.state('incident', target.incident);
    const room = incident?.rooms.find((r) => r.adapter === target.adapter);
    // It waits for as long as that takes: tries are for what may never work.
    if (incident && (room?.state === 'opening' || (room?.state === 'archived' && isOpen(incident))))
      throw new OutsideError('rate-limited', `the room of ${target.incident} in ${target.adapter} is still being opened`, openingMs);
    if (!room?.ref || room.state === 'archived')
      throw new OutsideError('not-found', `${target.incident} has no open room in ${target.adapter}`);
    return { im, platform, ref: { conv: room.ref } };
  }

  /** The platform's user for a person: in the web chat the person's own name, elsewhere the id that is written for them. */
  userOf(person: string, adapter: string): string {
    const id = userOn(this.#parts.store.duty(), person, adapter);
    if (id === undefined) throw new OutsideError('not-found', `${person} has no ${adapter} id. Add chat.${adapter} to the person.`);
    return id;
  }

  langOf(target: Target): Lang {
    const resources = this.#parts.store.resources();
    return target.to === 'person' ? langFor(resources, target.person) : sharedLang(resources);
  }

  async #channel(name: string): Promise<Place> {
    const spec = this.#parts.store.resources().get('channel', name)?.spec;
    const im = this.#im(spec?.platform ?? 'web');
    const platform = spec ? peopleOn(spec) : im.id;
    // What has an address is known by its own name.
    const to = spec?.url === undefined ? (spec?.to ?? name) : name;
    return { im, platform, ref: im.rooms?.named ? await im.rooms.named(to) : { conv: to } };
  }

  #im(adapter: string): Im {
    const im = this.#parts.ims.get(adapter);
    if (!im)
      throw new OutsideError(
        'unsupported',
        `the chat "${adapter}" is not switched on. Configure its credentials, or use another platform.`,
      );
    return im;
  }
}

/** The same button, behind which the question stands that the chat itself would not ask. */
function askingFirst<T extends Tradable>({ confirm: _asked, skill, input, ...shown }: T, as: Pick<Confirming, 'confirm' | 'about'>): T {
  const asks: Confirming = { skill, input, label: shown.label, ...as };
  return { ...shown, skill: confirmAction, input: { ...asks } } as unknown as T;
}
