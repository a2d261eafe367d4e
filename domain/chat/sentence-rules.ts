import type { IncidentRole } from '../incident/incident.ts';
import type { Severity } from '../incident/severity.ts';
import type { Meaning } from './sentence-meaning.ts';
import { countSaid, minutesSaid } from './sentence-time.ts';

/** What was found in a sentence, by name. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** What a whole sentence looks like, and what it then means; null: not that after all. */
export type Rule = readonly [sign: RegExp, means: (g: Groups) => Meaning | null];

const roleEn = '(?:incident )?(?:commander|ic|communications(?: lead)?|comms(?: lead)?|operations(?: lead)?|ops lead|scribe)';
const roleZh = '(?:故障)?(?:指挥官|通讯官|执行官|记录员)';
const sev = 'sev(?:erity)?[ -]?[1-4]';
const now = '(?:now|today|tonight|currently|right now|at the moment)';
const nowZh = '(?:现在|今天|今晚|目前|当前|眼下|这会儿)';
const it = '(?:it|this|that|this one|(?:the|this) incident|everything)';

const about = (text: string | undefined): string | null => {
  const name = (text ?? '')
    .replace(/^(?:(?:the|our|on)\s+|请问|现在|今天|今晚|目前|当前|眼下|这会儿|是|[,:\s])+/iu, '')
    .replace(/(?:现在|今天|今晚|目前|当前|的|是|[,:\s]|\s(?:now|today|tonight))+$/iu, '')
    .trim();
  return name === '' ? null : name;
};

const severityIn = (text: string): Severity => `SEV${/[1-4]/u.exec(text)?.[0] ?? '3'}` as Severity;

function roleIn(text: string): IncidentRole {
  if (/comm(?:unications|s)|通讯/iu.test(text)) return 'communications';
  if (/op(?:eration)?s|执行/iu.test(text)) return 'operations';
  return /scribe|记录/iu.test(text) ? 'scribe' : 'commander';
}

/** A person's name in a sentence; one of the words for oneself is null. */
const someone = (text: string | undefined): string | null => {
  const name = about(text);
  return name === null || /^(?:i|me|myself|我|我来|我自己)$/iu.test(name) ? null : name.replace(/^@/u, '');
};

const onCall = (g: Groups): Meaning => ({ is: 'on-call', about: about(g['who']) });
const assign = (g: Groups): Meaning | null => {
  const person = someone(g['who']);
  // "Nobody is commander", "who is the commander": questions and complaints give nobody a role.
  if (
    person !== null &&
    /^(?:who|nobody|no one|someone|somebody|she|he|they|it|this|that|there)(?![\w])|^(?:谁|没人|有人|他|她|它|这|那)/iu.test(person)
  )
    return null;
  return { is: 'assign', role: roleIn(g['role'] ?? ''), person };
};
const declare = (g: Groups): Meaning | null => {
  const title = (g['title'] ?? '').trim();
  return title === '' ? null : { is: 'declare', severity: g['sev'] === undefined ? null : severityIn(g['sev']), title };
};
const noted = (g: Groups): Meaning => ({ is: 'note', text: (g['text'] ?? '').trim() });
const leveled = (g: Groups): Meaning => ({ is: 'severity', severity: severityIn(g['sev'] ?? '') });
const people =
  (is: 'muster' | 'release') =>
  (g: Groups): Meaning => ({ is, who: (g['who'] ?? '').trim() });
const silenced = (g: Groups): Meaning | null => {
  const minutes = minutesSaid(g['time'] ?? '');
  const what = about(g['who']);
  const isThis =
    what === null ||
    /^(?:it|this|that|these|them|all|(?:these|this|the|those) alerts?|这个|它|这些|这条|这些告警|这个告警|这条告警|告警)$/iu.test(what);
  return minutes === null ? null : { is: 'silence', about: isThis ? null : what, minutes };
};
const why = (g: Groups): Meaning | null => {
  const alert = about(g['who']);
  return alert === null || /^(?:you|he|she|they|we|it|this|nobody|你|他|她|它|我)$/iu.test(alert) ? null : { is: 'why', alert };
};

const rule = (sign: string, means: (g: Groups) => Meaning | null): Rule => [new RegExp(`^(?:${sign})$`, 'dsiu'), means];
type Plain =
  | 'open-incidents'
  | 'leader'
  | 'catch-up'
  | 'alerts'
  | 'test-page'
  | 'help'
  | 'ack'
  | 'resolve'
  | 'close'
  | 'bind'
  | 'bind-unclear'
  | 'mitigate';
const plain = (sign: string, is: Plain): Rule => rule(sign, () => ({ is }));

/** What asks and changes nothing. */
export const questions: readonly Rule[] = [
  rule(
    `who(?:'s| is|s| are)? (?:${now} )?(?:the )?(?:on[- ]?call|on duty)(?: (?:person|engineer))?(?: ${now})?(?:,? (?:(?:for|in|at|of) )?(?<who>.+))?`,
    onCall,
  ),
  rule(`who(?:'s| is|s)? (?:the )?(?<who>.+?)(?:'s)? on[- ]?call(?: ${now})?`, onCall),
  rule(`who(?:'s| is) on (?:the )?(?<who>.+?) (?:rota|roster|schedule)(?: ${now})?`, onCall),
  rule(`(?:for )?(?<who>.+?)[,:]? who(?:'s| is)? (?:on[- ]?call|on duty)(?: ${now})?`, onCall),
  rule(`who (?:has|holds) the pager(?: ${now})?(?: (?:for|in|at|of) (?<who>.+?))?`, onCall),
  rule(`on[- ]?call (?:for|in|of) (?<who>.+)`, onCall),
  rule(`(?<who>[^谁哪]*?)(?:是)?(?:谁|哪位|哪个人)(?:在|来|是)?(?:值班|当班|值守|on ?call)(?:的|人)?`, onCall),
  rule(`(?:${nowZh})?(?:谁|哪位)(?:在|是)?(?:值班|当班)[,: ]+(?<who>.+)`, onCall),
  rule(`(?:${nowZh})?谁(?:在)?值(?<who>.+?)的?班`, onCall),
  rule(`(?:${nowZh})?谁是(?<who>.*?)的?值班(?:人|人员|同事)?`, onCall),
  rule(`(?<who>.*?)(?:值班)(?:人|人员|的人|同事|的)?(?:现在|今天)?(?:是|有)?(?:谁|哪位|哪些人)`, onCall),
  plain(`what(?:'s| is|s)(?: still)? open(?: ${now})?`, 'open-incidents'),
  plain(`(?:what|which) incidents(?: are)?(?: still| currently)?(?: open| ongoing| active| there)?(?: ${now})?`, 'open-incidents'),
  plain(
    `(?:are there |is there |do we have )?any (?:open |ongoing |active |current )?incidents?(?: open| ongoing)?(?: ${now})?`,
    'open-incidents',
  ),
  plain(`(?:list|show)(?: me)?(?: the| all)*(?: open| current| active)? incidents`, 'open-incidents'),
  plain(
    `(?:${nowZh})?(?:都)?(?:有|还有)(?:哪些|什么|多少|没有)(?:未关闭的?|未解决的?|进行中的?|正在处理的?)?(?:故障|事件|应急)(?:没(?:有)?(?:关闭|解决))?`,
    'open-incidents',
  ),
  plain(`(?:${nowZh})?(?:有|还有)(?:故障|事件|应急)(?:吗|没有|么)`, 'open-incidents'),
  plain(`(?:列出|查看|看看|看一下|显示)?(?:所有|当前|现在)?(?:的)?(?:未关闭|未解决|进行中|当前)(?:的)?(?:故障|事件)`, 'open-incidents'),
  plain(`(?:列出|查看)(?:所有)?(?:故障|事件)|开放(?:的)?(?:故障|事件)|(?:all )?(?:open|active|current) incidents`, 'open-incidents'),
  plain(
    `who(?:'s| is)? (?:the )?(?:leads?|leading|(?:incident )?commander|in command|in charge|commanding)(?: here| this| it| this incident| the incident)?(?: ${now})?`,
    'leader',
  ),
  plain(`(?:${nowZh})?(?:谁|哪位)(?:是|在|来|负责)?(?:(?:故障)?指挥官?|牵头|带队|负责)(?:的)?`, 'leader'),
  plain(`(?:${nowZh})?(?:故障)?指挥官?(?:现在)?是(?:谁|哪位)`, 'leader'),
  plain(`(?:bring|get) me up to (?:date|speed)(?: on ${it})?`, 'catch-up'),
  plain(`(?:catch|fill) me (?:up|in)(?: on ${it})?`, 'catch-up'),
  plain(`what(?:'s| is|s)(?: going on| happening| the (?:status|situation|state))(?: here| with ${it}| of ${it})?(?: ${now})?`, 'catch-up'),
  plain(`(?:${nowZh})?(?:这)?(?:到底)?(?:是)?(?:怎么回事|什么情况|啥情况|怎么样了|出了什么事|发生了什么)`, 'catch-up'),
  plain(
    `(?:${nowZh})?(?:事件|故障|处理)?(?:的)?(?:进展|进度|情况)(?:如何|怎么样|怎样)(?:了)?|(?:事件|故障)(?:的)?(?:进展|进度)|catch[- ]?up`,
    'catch-up',
  ),
  plain(`(?:给我|帮我|跟我)?(?:说|讲|介绍|同步|汇报)(?:一下|下)(?:目前|当前|现在)?(?:的)?(?:情况|进展|进度)`, 'catch-up'),
  plain(`(?:what|which) alerts(?: are| is)?(?: still| currently)?(?: fire| firing| active| open| there)?(?: ${now})?`, 'alerts'),
  plain(`what(?:'s| is)(?: still| currently)? (?:firing|alerting)(?: ${now})?`, 'alerts'),
  plain(`(?:are there |is there )?any (?:firing |active |open )?alerts?(?: firing| active)?(?: ${now})?`, 'alerts'),
  plain(`(?:list|show)(?: me)?(?: the| all)*(?: firing| active| open)? alerts`, 'alerts'),
  plain(`(?:${nowZh})?(?:都)?(?:有|还有)(?:哪些|什么|多少|没有)(?:正在)?告警(?:在响|中)?`, 'alerts'),
  plain(`(?:${nowZh})?(?:有|还有)告警(?:吗|没有|么)`, 'alerts'),
  plain(`(?:${nowZh})?(?:什么|哪些)(?:系统)?(?:在|正在)告警`, 'alerts'),
  plain(`(?:列出|查看|看看)(?:所有|当前)?告警`, 'alerts'),
  rule(
    `why (?:did|has) (?:the )?(?<who>.+?) (?:not )?(?:call|page|called|paged|wake|ring)(?: (?:anybody|anyone|somebody|someone|me|us|people))?(?: up)?`,
    why,
  ),
  rule(
    `why (?:didn't|did not|hasn't|has not) (?:the )?(?<who>.+?) (?:call|page|called|paged|wake|ring)(?: (?:anybody|anyone|somebody|someone|me|us|people))?(?: up)?`,
    why,
  ),
  rule(`why was (?:nobody|no one|somebody|someone|i|anybody) (?:called|paged|woken)(?: up)? (?:for|by) (?<who>.+)`, why),
  rule(`(?<who>.+?)(?:这条)?(?:告警)?(?:为什么|为啥|怎么)(?:没有?|会|不)?(?:呼叫|叫人|通知人|打电话)(?:任何人|人|我)?`, why),
  rule(`(?:为什么|为啥|怎么)(?<who>.+?)(?:这条)?(?:告警)?(?:没有?|会|不)(?:呼叫|叫人|通知人|打电话)(?:任何人|人|我)?`, why),
];

const number = '#?(?<number>\\d{1,6}|[一二两三四五六七八九十]{1,3}|inc-\\d{8}-\\d+)';
const numbered =
  (is: 'ack' | 'resolve' | 'close' | 'bind') =>
  (g: Groups): Meaning | null => {
    const said = g['number'] ?? '';
    const meant = /^[a-z\d]/iu.test(said) ? said.toUpperCase() : countSaid(said)?.toString();
    return meant === undefined ? null : { is, number: meant };
  };

export const helpAsked: readonly Rule[] = [plain(`help|帮助|使用帮助|怎么用`, 'help')];

/** What the menus of chats say. */
const asOnMenus: readonly Rule[] = [
  ...helpAsked,
  plain(`测试(?:一下)?(?:呼叫|叫)(?:一下)?我?|test (?:call|page)(?: me)?|(?:call|page) me as a test`, 'test-page'),
  rule(
    `(?:发起|宣布|拉起|启动|新建|新开)(?:一起|一个|个)?(?:应急|故障|事件)|(?:declare|raise|open|start) (?:(?:a|an) )?(?:new )?incident`,
    () => ({ is: 'declare', severity: null, title: null }),
  ),
];

/** What changes something. */
export const orders: readonly Rule[] = [
  ...asOnMenus,
  rule(`(?:ack(?:nowledge)?|i(?:'ll| will)? take|take|handle) (?:the )?(?:incident )?${number}`, numbered('ack')),
  rule(`(?:我来)?(?:认领|处理|接手)(?:事件|故障)? ?${number}(?: ?号)?(?:事件|故障)?`, numbered('ack')),
  rule(`resolve (?:the )?(?:incident )?${number}`, numbered('resolve')),
  rule(`close (?:the )?(?:incident )?${number}`, numbered('close')),
  rule(`(?:解决|结束)(?:事件|故障)? ?${number}(?: ?号)?(?:事件|故障)?`, numbered('resolve')),
  rule(`关闭(?:事件|故障)? ?${number}(?: ?号)?(?:事件|故障)?`, numbered('close')),
  rule(`bind (?:(?:this (?:group|chat|room|channel)) )?(?:to )?(?:the )?(?:incident )?${number}`, numbered('bind')),
  rule(`(?:把)?(?:本群|这个群|该群|群)?(?:绑定|关联)(?:到|为|给)?(?:事件|故障)? ?${number}(?: ?号)?(?:事件|故障)?`, numbered('bind')),
  plain(`bind(?: this (?:group|chat|room|channel))?|(?:绑定|关联)(?:本群|这个群|该群)?`, 'bind'),
  plain(`bind .{1,30}|(?:把)?(?:本群|这个群|该群|群)?绑定(?!的).{1,30}`, 'bind-unclear'),
  plain(
    `ack(?:nowledged?)?(?: ${it})?|i(?:'ll| will| can)? (?:take|handle|own) (?:${it})|i(?:'ve| have)? got (?:it|this)|(?:i(?:'m| am) )?on it|i(?:'m| am) taking (?:it|this)|taking (?:it|this)`,
    'ack',
  ),
  plain(`(?:收到)?[,]?(?:我来(?:处理|跟进?|接手?|看|搞定|认领)|我(?:处理|接手?|认领|接了)|认领(?:这个|该)?(?:事件|故障)?|交给我)`, 'ack'),
  plain(
    `resolve(?: ${it})?|mark (?:${it}) (?:as )?(?:resolved|done)|(?:(?:${it})(?:'s| is| has been) |all |now )?(?:resolved|fixed)(?: now)?`,
    'resolve',
  ),
  plain(
    `(?:问题|故障|事件|业务|全部|都)?(?:已经|已|均已|都)?(?:恢复|解决)(?:正常)?了?|(?:把)?(?:事件|故障)?标记为?(?:已)?解决|(?:解决|结束)(?:这个|该)?(?:事件|故障|应急)`,
    'resolve',
  ),
  plain(
    `close(?: ${it})?|mark (?:${it}) (?:as )?closed|(?:把)?(?:事件|故障)?标记为?(?:已)?关闭|关闭(?:这个|该)?(?:事件|故障|应急)`,
    'close',
  ),
  plain(
    `(?:mitigate(?: ${it})?|mark (?:${it}) (?:as )?mitigated|(?:(?:${it})(?:'s| is| has been) |now )?mitigated(?: now)?|the bleeding has stopped|the harm has stopped)`,
    'mitigate',
  ),
  plain(`(?:已经|已|业务已|损失已)?止损了?|(?:把)?(?:事件|故障)?标记为?(?:已)?止损|(?:损失)?止住了`, 'mitigate'),
  rule(
    `(?:(?:add|make|take) a )?note(?: down)?(?: that|:| -|,) ?(?<text>.+)|(?:write|put) (?:it |this )?down(?: that|:|,) ?(?<text2>.+)|(?:for the record|log)(?: that|:|,) ?(?<text3>.+)`,
    (g) => noted({ text: g['text'] ?? g['text2'] ?? g['text3'] }),
  ),
  rule(`(?:(?:记录?一下|记一笔|记下来?)[:, ]*|(?:记录|备注|写进时间线)[:, ]+)(?<text>.+)`, noted),
  rule(
    `(?:declare|raise|open|start) (?:(?:a|an|the) )?(?:new )?(?:(?<sev>${sev}) )?incident(?: of| for| about| that| because)?[:,]? ?(?<title>.+)`,
    declare,
  ),
  rule(`declare (?:(?:a|an) )?(?<sev>${sev})(?: for| because| that)?[:,]? ?(?<title>.+)`, declare),
  rule(
    `(?:发起|宣布|拉起|启动|新建|新开|开) ?(?:一起|一个|个)? ?(?:(?<sev>${sev}) ?级?(?:的)?)?(?:应急|故障|事件)(?![:, ]*sev)[:, ]*(?<title>.+)`,
    declare,
  ),
  rule(`(?:发起|宣布|拉起|启动)(?:一起|一个)?(?:应急|故障|事件)[:, ]*(?<sev>${sev})[:, ]*(?<title>.+)`, declare),
  rule(`(?:发起|宣布|拉起) ?(?<sev>${sev})[:, ]+(?<title>.+)`, declare),
  rule(
    `(?:(?:set|change) (?:the )?)?severity(?: is| to|:)? (?<sev>${sev})|(?:make|call) (?:${it}) (?:a |an )?(?<sev2>${sev})|(?:raise|upgrade|escalate|lower|downgrade|reclassify|change)(?: ${it})? (?:to|as) (?:a )?(?<sev3>${sev})`,
    (g) => leveled({ sev: g['sev'] ?? g['sev2'] ?? g['sev3'] }),
  ),
  rule(
    `(?:把)?(?:事件|故障)?(?:级别|等级)?(?:升级?|降级?|调整?|改|定级?|定)(?:到|为|成) ?(?<sev>${sev})|(?:级别|等级)[: ]*(?<sev2>${sev})`,
    (g) => leveled({ sev: g['sev'] ?? g['sev2'] }),
  ),
  rule(`(?:assign|give) (?:the )?(?<role>${roleEn}|command)(?: role)? to (?<who>@?[^\\s,]+(?: [^\\s,]+)?)`, assign),
  rule(`(?:make|assign) (?<who>@?[^\\s,]+(?: [^\\s,]+)??) (?:as )?(?:the )?(?<role>${roleEn})`, assign),
  rule(`(?<who>@?[^\\s,]+(?: [^\\s,]+)??) (?:is|will be) (?:the )?(?<role>${roleEn})(?: now)?`, assign),
  rule(`i(?:'ll| will)? (?:take (?:the )?command|lead|command|take the lead|am in command)(?: this| it)?`, () => ({
    is: 'assign',
    role: 'commander',
    person: null,
  })),
  rule(`(?<role>${roleZh})(?:交?给|由|换成?|指派给|改为|:|是)(?<who>(?!谁|哪)@?.{1,40}?)(?:担任|来做|来)?`, assign),
  rule(`(?:让|请|由|指派)?(?<who>@?[^\\s,谁没]{1,40}?) ?(?:来)?(?:当|做|担任|任|是)(?<role>${roleZh})`, assign),
  rule(`(?:我来|我)(?:指挥|牵头)|我来当指挥|(?:让|请|由)(?<who>@?.{1,40}?) ?(?:来)?指挥`, assign),
  rule(`(?:bring|call|pull|get) in (?<who>.{1,60})`, people('muster')),
  rule(`(?:bring|call|pull|get) (?<who>.{1,60}?) in(?:to (?:it|this|(?:the|this) (?:incident|room)))?`, people('muster')),
  rule(`(?:page|muster) (?!(?:me|is|was|loads?|loading|does|cannot|can't|not|\\d+)\\b)(?<who>.{1,60})`, people('muster')),
  rule(`(?:把|将)(?<who>.{1,60}?)也?(?:拉|叫|喊|请)(?:进来|进群|入群|过来|进作战室)`, people('muster')),
  rule(`(?:拉|叫|喊)上?(?<who>.{1,60}?)(?:进来|进群|入群|过来|进作战室)`, people('muster')),
  rule(`(?:集结|呼叫)(?!我|中心|系统|平台|转移|量)(?<who>.{1,60})`, people('muster')),
  rule(`take (?<who>.{1,60}?) (?:out|off)(?: of)?(?: (?:it|this|(?:the|this) (?:incident|room)))?`, people('release')),
  rule(`(?:把|将)?(?<who>.{1,60}?)移出(?:去|群聊?|事件|作战室)?`, people('release')),
  rule(`移出(?<who>.{1,60})`, people('release')),
  rule(
    `(?:silence|mute|snooze)(?: (?<who>.+?))? (?:for )?(?<time>(?:\\d+(?:\\.\\d+)?|an?|half an|one|two|three) ?(?:m|mins?|minutes?|h|hrs?|hours?|d|days?))`,
    silenced,
  ),
  rule(
    `(?:把)?(?<who>.*?)(?:静默|静音|屏蔽|免打扰) ?(?<time>(?:\\d+(?:\\.\\d+)?|[半一二两三四五六七八九十]+) ?个?半?(?:分钟?|小时|钟头|天))`,
    silenced,
  ),
  rule(
    `(?:静默|静音|屏蔽) ?(?<who>.+?) ?(?<time>(?:\\d+(?:\\.\\d+)?|[半一二两三四五六七八九十]+) ?个?半?(?:分钟?|小时|钟头|天))`,
    silenced,
  ),
];
