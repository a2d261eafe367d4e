import type { Words } from '../text/lang.ts';

/** A part of a day, in hours from its midnight: as far as it goes when no hours are said, and which hour people mean in it. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly hourMeant: (hour: number) => number;
  /** Between which hours from midnight it may begin, both among them. */
  readonly begins: readonly [first: number, last: number];
  readonly name: Words;
  /** What is said to hours that are none of its. */
  readonly rule: Words;
}

const afternoonHour = (hour: number): number => (hour < 8 ? hour + 12 : hour);
const eveningHour = (hour: number): number => (hour < 5 ? hour + 24 : hour < 12 ? hour + 12 : hour === 12 ? 24 : hour);
const plainHour = (hour: number): number => hour;

/** The parts of a day by their names. */
export const parts = {
  early: {
    from: 0,
    to: 6,
    begins: [0, 8],
    hourMeant: (hour: number) => (hour === 12 ? 0 : hour),
    name: { en: 'early', zh: '凌晨' },
    rule: { en: 'The small hours end in the morning.', zh: '凌晨到早上为止。' },
  },
  morning: {
    from: 8,
    to: 12,
    begins: [0, 12.5],
    hourMeant: plainHour,
    name: { en: 'morning', zh: '早上' },
    rule: { en: 'A morning is over at noon.', zh: '早上到中午为止。' },
  },
  noon: {
    from: 12,
    to: 14,
    begins: [11, 15],
    hourMeant: (hour: number) => (hour < 5 ? hour + 12 : hour),
    name: { en: 'noon', zh: '中午' },
    rule: { en: 'Noon is about 12.', zh: '中午在 12 点前后。' },
  },
  afternoon: {
    from: 12,
    to: 18,
    begins: [12, 19],
    hourMeant: afternoonHour,
    name: { en: 'afternoon', zh: '下午' },
    rule: { en: 'An afternoon begins at noon and ends in the evening.', zh: '下午从中午到傍晚。' },
  },
  evening: {
    from: 18,
    to: 24,
    begins: [16, 29],
    hourMeant: eveningHour,
    name: { en: 'evening', zh: '傍晚' },
    rule: { en: 'An evening begins late in the afternoon.', zh: '傍晚从下午较晚时开始。' },
  },
  night: {
    from: 20,
    to: 32,
    begins: [16, 29],
    hourMeant: eveningHour,
    name: { en: 'night', zh: '晚上' },
    rule: { en: 'A night begins in the evening.', zh: '夜晚从傍晚开始。' },
  },
} satisfies Record<string, Part>;

/** How a part of the day is written, at the beginning of what is left of a text. */
export const partWords: readonly (readonly [RegExp, Part])[] = [
  [/^(?:early|凌晨)/u, parts.early],
  [/^(?:in the )?(?:morning|早上|早晨|上午|早)/u, parts.morning],
  [/^(?:at )?(?:noon|midday|中午)/u, parts.noon],
  [/^(?:in the )?(?:afternoon|下午)/u, parts.afternoon],
  [/^(?:in the )?(?:evening|傍晚)/u, parts.evening],
  [/^(?:at )?(?:night|晚上|夜里|夜间|晚|夜)/u, parts.night],
];
