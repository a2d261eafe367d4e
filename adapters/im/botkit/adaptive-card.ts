import type { SentCard, Tone } from '../../../domain/card/card.ts';
import { Cuts } from '../../../domain/card/cuts.ts';
import { literal } from '../../../domain/card/literal.ts';
import type { Severity } from '../../../domain/incident/severity.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Mentioned } from '../../../ports/im.ts';
import { inTeams } from './channel.ts';
import { plainFact, plainXml } from './escape.ts';

/** Teams takes 28 KB a message; what is around the card needs some of it. */
const mostBytes = 26_000;
const mostActions = 6;
const mostFields = 10;
const mostOptions = 40;
const most = { title: 300, fact: 500, label: 60, context: 500 };
/** Of the body, tried one after the other until the card is small enough. */
const bodies = [8_000, 4_000, 2_000, 800, 200];

const words = {
  choose: { zh: '确定', en: 'Choose' },
  more: (n: number) => ({ zh: `…另有 ${n} 项没有显示`, en: `… ${n} more not shown` }),
};

type Style = 'attention' | 'warning' | 'good' | 'accent' | 'emphasis';
const bySeverity: Readonly<Record<Severity, Style>> = { SEV1: 'attention', SEV2: 'warning', SEV3: 'accent', SEV4: 'emphasis' };
const byTone: Readonly<Record<Tone, Style>> = { alarm: 'attention', warn: 'warning', good: 'good', quiet: 'emphasis' };

/** How bad it is, unless it is over. */
const styleOf = ({ severity, state }: SentCard): Style => {
  if (state?.tone === 'good' || state?.tone === 'quiet') return byTone[state.tone];
  return severity ? bySeverity[severity] : byTone[state?.tone ?? 'quiet'];
};

export interface Drawn {
  readonly card: object;
  /** What did not fit. */
  readonly cut: readonly string[];
}

/** A card as an Adaptive Card 1.4. Text of one's own stands in runs, which read no markup at all. */
export function adaptiveCard(card: SentCard, { lang, mentions }: { lang: Lang; mentions: readonly Mentioned[] }): Drawn {
  let drawn = draw(card, { lang, mentions, body: bodies[0]! });
  for (const body of bodies) {
    drawn = draw(card, { lang, mentions, body });
    if (Buffer.byteLength(JSON.stringify(drawn.card)) <= mostBytes) break;
  }
  return drawn;
}

interface Drawing {
  readonly lang: Lang;
  readonly mentions: readonly Mentioned[];
  readonly body: number;
}

function draw(card: SentCard, { lang, mentions, body }: Drawing): Drawn {
  const cuts = new Cuts();
  const head = [card.severity, card.state?.word, card.title].filter(Boolean).join(' · ');
  const fields = cuts.list(card.fields ?? [], mostFields, 'fields');
  const called = mentions.flatMap(mentionOf);
  const content = [
    {
      type: 'Container',
      style: styleOf(card),
      bleed: true,
      items: [run(cuts.text(head, most.title, { what: 'title' }), { weight: 'bolder', size: 'large' })],
    },
    ...(card.body === undefined ? [] : lines(cuts.text(card.body, body, { what: 'body' }))),
    ...(fields.length === 0 ? [] : [{ type: 'FactSet', facts: fields.map((field) => fact(field, cuts)) }]),
    ...(called.length === 0 ? [] : [{ type: 'TextBlock', text: called.map(({ text }) => text).join(' '), wrap: true }]),
    ...(card.selects ?? []).flatMap((select, i) => choice(select, i, { lang, cuts })),
  ];
  const buttons = actions(card, cuts);
  const left = cuts.missing === 0 ? [] : [run(words.more(cuts.missing)[lang], { isSubtle: true })];
  const context =
    card.context === undefined ? [] : [run(cuts.text(card.context, most.context, { what: 'context' }), { isSubtle: true, size: 'small' })];
  return {
    card: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      fallbackText: literal(head),
      body: [...content, ...context, ...left],
      actions: buttons,
      msteams: { width: 'Full', ...(called.length === 0 ? {} : { entities: called }) },
    },
    cut: cuts.made,
  };
}

const run = (text: string, look: object): object => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: literal(text), ...look }],
});

/** A run knows no ends of lines. */
const lines = (text: string): object[] => text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [run(line, {})]));

const fact = ({ label, value }: { label: string; value: string }, cuts: Cuts): object => ({
  title: plainFact(cuts.text(label, most.label, { what: 'label' })),
  value: plainFact(cuts.text(value, most.fact, { what: 'field' })),
});

/** Whoever is not known there is mentioned by name alone. */
function mentionOf({ name, user }: Mentioned): { type: 'mention'; text: string; mentioned: { id: string; name: string } }[] {
  return user === null
    ? []
    : [{ type: 'mention', text: `<at>${plainXml(name)}</at>`, mentioned: { id: inTeams(user), name: plainXml(name) } }];
}

/** Teams does nothing on a choice alone: a button beside it says so. */
function choice(
  { label, options }: NonNullable<SentCard['selects']>[number],
  i: number,
  { lang, cuts }: { lang: Lang; cuts: Cuts },
): object[] {
  const id = `choice${i}`;
  const shown = cuts.list(options, mostOptions, label);
  const chosen = shown.find(({ isChosen }) => isChosen)?.token;
  const choices = shown.map((option) => ({
    title: plainFact(cuts.text(option.label, most.label, { what: 'option' })),
    value: option.token,
  }));
  return [
    { type: 'Input.ChoiceSet', id, label: plainFact(label), style: 'compact', choices, ...(chosen === undefined ? {} : { value: chosen }) },
    { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: words.choose[lang], data: { tocsinChoice: id } }] },
  ];
}

function actions(card: SentCard, cuts: Cuts): object[] {
  const title = (label: string): string => literal(cuts.text(label, most.label, { what: 'button' }));
  const buttons = (card.actions ?? []).map(({ token, label, style }) => ({
    type: 'Action.Submit',
    title: title(label),
    data: { tocsin: token },
    ...(style === undefined ? {} : { style: style === 'danger' ? 'destructive' : 'positive' }),
  }));
  const links = (card.links ?? [])
    .filter(({ url }) => /^https?:\/\//iu.test(url))
    .map(({ label, url }) => ({ type: 'Action.OpenUrl', title: title(label), url }));
  return [...cuts.list([...buttons, ...links], mostActions, 'actions')];
}
