import { z } from 'zod';

/** What goes up and what comes down: https://developer.work.weixin.qq.com/document/path/101463. What is asked is answered under its own
 *  `req_id`, without a `cmd`. */
export const Frame = z.object({
  cmd: z.string().default(''),
  headers: z.object({ req_id: z.string() }),
  body: z.unknown().optional(),
  errcode: z.number().default(0),
  errmsg: z.string().default(''),
});
export type Frame = z.output<typeof Frame>;

/** Null: nothing that can be read. Signs that JSON does not allow are left out, for WeCom sends what people typed. */
export function frameIn(raw: string): Frame | null {
  try {
    return Frame.safeParse(JSON.parse(raw.replaceAll(/(?![\t\n\r])\p{Cc}/gu, ''))).data ?? null;
  } catch {
    return null;
  }
}

const Content = z.object({ content: z.string() });

const Part = z.object({
  msgtype: z.string(),
  text: Content.optional(),
  /** As WeCom heard it. */
  voice: Content.optional(),
  mixed: z.object({ msg_item: z.array(z.object({ text: Content.optional() })) }).optional(),
});
export type Part = z.output<typeof Part>;

const Place = z.object({
  msgid: z.string(),
  /** Of a group. */
  chatid: z.string().optional(),
  chattype: z.enum(['single', 'group']).optional(),
  /** `corpid`: of another corp than the robot's. */
  from: z.object({ userid: z.string(), corpid: z.string().optional() }),
  /** UTC seconds. */
  create_time: z.number().optional(),
});
export type Place = z.output<typeof Place>;

/** The body of `aibot_msg_callback`. */
export const Said = Place.extend({ ...Part.shape, quote: Part.optional() });
export type Said = z.output<typeof Said>;

const Click = z.object({
  event_key: z.string(),
  task_id: z.string().default(''),
  selected_items: z
    .object({ selected_item: z.array(z.object({ option_ids: z.object({ option_id: z.array(z.string()).default([]) }).optional() })) })
    .optional(),
});

const Clicked = z.object({ eventtype: z.literal('template_card_event') });

/** The body of `aibot_event_callback`. A click stands in a field of its own; the official SDK knows it beside the type. */
export const Happened = Place.extend({
  event: z.union([
    Clicked.extend({ template_card_event: Click }).transform((e) => ({ is: 'click' as const, click: e.template_card_event })),
    Clicked.extend(Click.shape).transform((click) => ({ is: 'click' as const, click })),
    z.object({ eventtype: z.literal('enter_chat') }).transform(() => ({ is: 'entered' as const })),
  ]),
});
export type Happened = z.output<typeof Happened>;

const Kick = z.object({ event: z.object({ eventtype: z.literal('disconnected_event') }) });

/** Somebody else has connected as this robot: WeCom ends this connection. */
export const isKick = ({ cmd, body }: Frame): boolean => cmd === 'aibot_event_callback' && Kick.safeParse(body).success;
