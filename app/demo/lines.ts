import type { Lang } from '../../domain/text/lang.ts';
import { newcomer } from './firm.ts';
import type { Scene } from './scene.ts';

type Line = Readonly<Record<Lang, (s: Scene) => string>>;

/** Rejected orders, as the monitoring of the story has them. */
export function rejectsPercent({ run: { played } }: Scene): string {
  if (played['recovers'] !== undefined) return '0.2%';
  return played['falls'] === undefined ? '31%' : '4%';
}

/** By their short name, which every chat shows as their own. */
const leadOf = (s: Scene): string => s.incident?.roles.commander ?? s.cast.manager;
const you = (s: Scene): string => s.name(newcomer);
const matching = (s: Scene): string => s.name(s.cast.matching);

/** What colleagues say. A line that lacks a language does not compile. */
export const lines = {
  handover: {
    zh: () => '早班交接完成：无遗留事件。今日有一项变更：09:12 委托网关 2026.47.1。',
    en: () => 'Early shift took over, nothing left open. One change today: order gateway 2026.47.1 at 09:12.',
  },
  released: {
    zh: () => '委托网关 2026.47.1 已发布到全部 8 个节点，健康检查通过。',
    en: () => 'Order gateway 2026.47.1 is on all 8 nodes; health checks are green.',
  },
  auction: { zh: () => '集合竞价正常，撮合回报 3 ms。', en: () => 'The call auction went well; matching acknowledges in 3 ms.' },
  developerComes: {
    zh: () => '09:12 的 2026.47.1 是我发布的，我来查网关。拒单是开盘后才出现的。',
    en: () => 'I released 2026.47.1 at 09:12, so I am looking at the gateway. The rejects began with the open, not with the release.',
  },
  asksMatching: {
    zh: (s) => `@${you(s)} 现在撮合接入谁在值班？我想先排除下游。可以直接在这里问：谁在值班 撮合接入`,
    en: (s) => `@${you(s)} who is on call for matching? I want to rule them out. You can ask right here: who is on call for matching`,
  },
  callsMatchingThanks: { zh: (s) => `收到，是${matching(s)}，我拉进来。`, en: (s) => `Thanks, it is ${matching(s)}. Bringing them in.` },
  callsMatching: {
    zh: (s) => `我查了值班表，是${matching(s)}，拉进来。`,
    en: (s) => `I looked it up: it is ${matching(s)}. Bringing them in.`,
  },
  matchingFinds: {
    zh: () => '撮合这边正常：到我们的委托都成交，回报 3 ms。被拒的委托根本没有到我们这里。',
    en: () => 'Matching is fine: every order that reaches us is acknowledged, in 3 ms. The rejected ones never get to us.',
  },
  takesLead: { zh: () => '还没有指挥官，我先来指挥。', en: () => 'Nobody leads yet, so I take command.' },
  followsYou: { zh: (s) => `好的，${you(s)}指挥。我查完网关就汇报。`, en: () => 'You lead, good. I report to you as soon as I know more.' },
  finds: {
    zh: () => '找到了：8 个节点里有 3 个没有加载新的价格档位表，落到这 3 个节点的委托全被拒，正好约 31%。',
    en: () =>
      'Found it: 3 of the 8 nodes did not load the new price-tick table. Every order that lands on them is rejected, which makes the 31%.',
  },
  proposes: {
    zh: (s) => `@${leadOf(s)} 建议回滚到 2026.46.9，大约 20 秒，不影响在途委托。同意吗？`,
    en: (s) => `@${leadOf(s)} I propose to roll back to 2026.46.9. It takes 20 seconds and orders on their way are safe. Yes or no?`,
  },
  waits: {
    zh: () => '好，先不动。拒单还在继续，半分钟后我再问一次值班经理。',
    en: () => 'All right, I wait. Orders are still being rejected; in half a minute I ask the duty manager.',
  },
  agrees: { zh: () => '同意回滚。', en: () => 'Agreed, roll it back.' },
  answersForIt: {
    zh: () => '开盘时段不能再等，回滚吧，由我负责。',
    en: () => 'It is the open, we cannot wait any longer. Roll it back; I answer for it.',
  },
  rollsBack: { zh: () => '正在回滚，先切走那 3 个节点的流量。', en: () => 'Rolling back; traffic leaves those 3 nodes first.' },
  falls: { zh: () => '回滚完成，拒单率 31% → 4%，还在下降。', en: () => 'Rolled back. Rejects went from 31% to 4% and are still falling.' },
  mitigates: { zh: () => '损失止住了，我标记为已止损。', en: () => 'The harm has stopped; I mark it as mitigated.' },
  recovered: {
    zh: () => '拒单率 0.2%，与昨天同时段持平，告警都恢复了。',
    en: () => 'Rejects are at 0.2%, the same as yesterday at this time. All alerts have recovered.',
  },
  resolves: { zh: () => '观察正常，我来关闭事件。', en: () => 'It has stayed quiet, so I resolve it.' },
  tooEarly: {
    zh: (s) => `现在关闭早了点：拒单率还有 ${rejectsPercent(s)}，告警没有恢复。`,
    en: (s) => `That is a little early: ${rejectsPercent(s)} of orders are still rejected and the alerts fire.`,
  },
  reopens: { zh: (s) => `拒单率仍为 ${rejectsPercent(s)}`, en: (s) => `${rejectsPercent(s)} of orders are still rejected` },
  greets: {
    zh: (s) => `在的，${you(s)}。现在拒单率 ${rejectsPercent(s)}，我在看网关日志。`,
    en: (s) => `Hi. Rejects are at ${rejectsPercent(s)} right now; I have the gateway logs open.`,
  },
  thanked: { zh: () => '客气，大家一起扛的。', en: () => 'Any time. It took all of us.' },
  asked: {
    zh: (s) => `目前能确定的：拒单率 ${rejectsPercent(s)}，${progress(s).zh}。其他我还不知道，查到就说。`,
    en: (s) => `What I know: rejects are at ${rejectsPercent(s)}, ${progress(s).en}. The rest I do not know yet; I say so when I do.`,
  },
  takesOther: {
    zh: (s) => `${you(s)}，这一起我先接着，你继续看委托。`,
    en: () => 'I take this one for now, so that you can stay with the orders.',
  },
  declares: { zh: () => '委托大量被拒', en: () => 'Orders are being rejected' },
} satisfies Record<string, Line>;

export type LineName = keyof typeof lines;

function progress({ run: { played }, name, cast }: Scene): Readonly<Record<Lang, string>> {
  if (played['recovers'] !== undefined) return { zh: '告警已恢复', en: 'and the alerts have recovered' };
  if (played['rollsBack'] !== undefined) return { zh: '正在回滚', en: 'and the roll-back is under way' };
  if (played['finds'] !== undefined) return { zh: '原因是 3 个节点缺价格档位表', en: 'because 3 nodes lack the price-tick table' };
  if (played['matchingFinds'] !== undefined)
    return { zh: `${name(cast.matching)}确认撮合正常`, en: `and ${name(cast.matching)} says that matching is fine` };
  return { zh: '还在查原因', en: 'and the cause is not known' };
}

export const lineOf = (name: LineName, s: Scene): string => lines[name][s.lang](s);
