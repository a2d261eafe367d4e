import type { Decision } from '../domain/event/decision.ts';
import { keyOf, type Key } from '../domain/event/event.ts';
import { done, isRefusal, refuse, type Refusal } from '../domain/event/reply.ts';
import { swapMeant } from '../domain/oncall/entries.ts';
import type { Swap } from '../domain/oncall/rota.ts';
import { lapsesAt } from '../domain/oncall/swap.ts';
import { swapAnswer } from '../domain/oncall/swap-answer.ts';
import type { Decide } from './bot.ts';
import { groundIn, groundOf } from './rota-ground.ts';
import type { SkillCall } from './skill.ts';

type Context = Pick<Decide, 'store'> & { call: SkillCall };

/** The lane of the schedule whose swap is meant: by its id, or the only one that waits for the caller. */
export function swapLane({ swap }: { swap?: string | undefined }, ctx: Parameters<typeof groundOf>[0]): Key | Refusal {
  const meant = swapMeant(swap, groundOf(ctx));
  return isRefusal(meant) ? meant : keyOf('rota', meant.schedule);
}

/** Takes somebody's answer to a swap: `judge` says what becomes of it for this person, or refuses. A repeat changes nothing. */
export async function answerSwap(
  id: string | undefined,
  ctx: Context,
  judge: (swap: Swap, me: string | null) => 'agreed' | 'declined' | 'withdrawn' | Refusal,
  check: (swap: Swap, ground: Awaited<ReturnType<typeof groundIn>>) => Refusal | null = () => null,
): Promise<Decision | Refusal> {
  const ground = await groundIn(ctx);
  const meant = swapMeant(id, { ...ground, rotas: new Map([[ground.schedule, ground.rota]]) });
  if (isRefusal(meant)) return meant;
  const { schedule, swap } = meant;
  const state = judge(swap, ground.me);
  if (isRefusal(state)) return state;
  if (swap.state === state) return { because: { code: 'swap-answered-already' }, reply: done(swapAnswer(schedule, swap, true, ground)) };
  const over = overFault(swap, ground.now) ?? check(swap, ground);
  if (over) return over;
  const reply = done(swapAnswer(schedule, { ...swap, state }, false, ground));
  return { because: { code: `swap-${state}` }, facts: [{ type: `swap.${state}`, data: { id: swap.id } }], reply };
}

function overFault(swap: Swap, now: number): Refusal | null {
  if (swap.state === 'agreed')
    return refuse(
      'rule',
      `This swap holds already. End it with oncall uncover ${swap.id}.`,
      `换班已生效，可用 oncall uncover ${swap.id} 取消。`,
    );
  if (swap.state === 'declined') return refuse('rule', 'This swap was declined. Ask anew.', '这次换班已被谢绝，请重新发起。');
  if (swap.state === 'withdrawn') return refuse('rule', 'This swap was withdrawn.', '这次换班已被撤回。');
  return swap.state === 'lapsed' || lapsesAt(swap) <= now
    ? refuse('rule', 'This swap has lapsed: the shift has begun.', '换班已过期：班次已经开始。')
    : null;
}
