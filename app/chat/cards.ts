import { createHmac } from 'node:crypto';
import type { Card, CardAction, SentCard } from '../../domain/card/card.ts';
import { cardText } from '../../domain/card/text.ts';
import { cardSlot, targetId, type Target, type View } from '../../domain/card/view.ts';
import { langFor, sharedLang } from '../../domain/firm/of-firm.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im, Ref } from '../../ports/im.ts';
import type { ActionToken, Store } from '../../ports/store.ts';

/** Action tokens last as long as people may still press the button. */
const tokenLivesMs = 30 * 86_400_000;

type Tradable = Pick<CardAction, 'skill' | 'input'> & { readonly form?: true };

/** Renders a view as it is now, and says which bot speaks; null when there is nothing (any more) to show. */
export type Render = (view: View, lang: Lang, reader: { person: string | null }) => Promise<{ card: Card; as: string } | null>;

export interface CardParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ims: ReadonlyMap<string, Im>;
  readonly render: Render;
  /** Signs action tokens; random and kept, so that they survive a restart. */
  readonly secret: string;
}

/** Cards on their way out: rendered at send, tokens minted, posted once and edited from then on. */
export class Cards {
  readonly #parts: CardParts;

  constructor(parts: CardParts) {
    this.#parts = parts;
  }

  /** Shows or edits the one card of a view in a place. Answers whether it was posted anew, or null when there was nothing to do.
   *  `unsure`: it may have been posted before without our knowing. */
  async show(
    view: View,
    target: Target,
    { onlyIfShown, unsure }: { onlyIfShown: boolean; unsure: boolean },
  ): Promise<{ first: boolean } | null> {
    const slot = cardSlot(view, target);
    const old = await this.#parts.store.card(slot);
    if (!old && onlyIfShown) return null;
    const place = await this.place(target);
    const rendered = await this.#parts.render(view, this.langOf(target), { person: target.to === 'person' ? target.person : null });
    if (!rendered) return null;
    const message = { text: cardText(rendered.card), card: await this.mint(rendered.card, slot) };
    if (old && place.im.messages && (await place.im.messages.update(old, message)) === 'edited') return { first: false };
    const again = old ? `/${old.msg}` : '';
    const ref = await place.im.post(place.ref, message, rendered.as, `${slot}${again}`);
    // Had it been posted before, it still says what was true then.
    if (unsure) await place.im.messages?.update(ref, message);
    await this.#parts.store.rememberCard(slot, { conv: ref.conv, msg: ref.msg ?? '' });
    return { first: true };
  }

  async pin(view: View, target: Target): Promise<void> {
    const ref = await this.#parts.store.card(cardSlot(view, target));
    const place = await this.place(target);
    if (!ref) throw new OutsideError('not-found', `the card of ${view.kind} ${view.id} is not shown in ${targetId(target)} yet`);
    await place.im.messages?.pin(ref);
  }

  /** Trades each action and option for an opaque token. The same action of the same card keeps its token over edits. */
  async mint(card: Card, slot: string): Promise<SentCard> {
    const { actions = [], selects = [], ...rest } = card;
    const expiresAt = this.#parts.clock.now() + tokenLivesMs;
    const tokens: ActionToken[] = [];
    const trade = <T extends Tradable>({ skill, input, ...shown }: T): Omit<T, 'skill' | 'input'> & { token: string } => {
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

  #token(of: readonly unknown[]): string {
    return createHmac('sha256', this.#parts.secret).update(JSON.stringify(of)).digest('base64url').slice(0, 24);
  }

  /** Where a target is on its platform. */
  async place(target: Target): Promise<{ im: Im; ref: Ref }> {
    if (target.to === 'channel') return this.#channel(target.channel);
    const im = this.#im(target.adapter);
    if (target.to === 'person') return { im, ref: await im.dm(this.userOf(target.person, target.adapter)) };
    const incident = await this.#parts.store.state('incident', target.incident);
    const room = incident?.rooms.find((r) => r.adapter === target.adapter);
    if (room?.state === 'opening')
      throw new OutsideError('transient', `the room of ${target.incident} in ${target.adapter} is still being opened`);
    if (!room?.ref) throw new OutsideError('not-found', `${target.incident} has no open room in ${target.adapter}`);
    return { im, ref: { conv: room.ref } };
  }

  /** The platform's user for a person: in the web chat the person's own name, elsewhere the id that is written for them. */
  userOf(person: string, adapter: string): string {
    if (adapter === 'web') return person;
    const id = this.#parts.store.resources().get('person', person)?.spec.chat[adapter];
    if (id === undefined) throw new OutsideError('not-found', `${person} has no ${adapter} id. Add chat.${adapter} to the person.`);
    return id;
  }

  langOf(target: Target): Lang {
    const resources = this.#parts.store.resources();
    return target.to === 'person' ? langFor(resources, target.person) : sharedLang(resources);
  }

  async #channel(name: string): Promise<{ im: Im; ref: Ref }> {
    const spec = this.#parts.store.resources().get('channel', name)?.spec;
    const platform = spec?.platform ?? 'web';
    const im = this.#im(platform);
    const to = spec?.to ?? name;
    return { im, ref: im.rooms?.named ? await im.rooms.named(to) : { conv: to } };
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
