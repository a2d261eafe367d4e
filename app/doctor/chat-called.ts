import type { Words } from '../../domain/text/lang.ts';
import { chatDoor, type DoorNote } from '../../ports/upkeep.ts';
import { keysMadeAt } from '../keys-made.ts';
import { agoText } from './amounts.ts';
import { ill, well, words, type ChatSeen, type Finding, type Running } from './check.ts';

export type CallSeen = Pick<Running, 'now' | 'outward' | 'publicUrl' | 'memoryOf'> & { readonly upkeep: Pick<Running['upkeep'], 'doors'> };

const coded = (code: string, finding: Finding): Finding => ({ ...finding, code });

/** Whether a platform that calls us can find us: from here only a part of the way can be seen. `instead`: what else may be done. */
export async function addressFinding(platform: Words, instead: Words, { publicUrl, outward }: CallSeen): Promise<Finding> {
  const fix = words(
    `把 TOCSIN_PUBLIC_URL 设为${platform.zh}能访问的 https 地址${instead.zh}。`,
    `Set TOCSIN_PUBLIC_URL to an https address that ${platform.en} can reach${instead.en}.`,
  );
  if (!publicUrl.startsWith('https://'))
    return coded(
      'no-public-address',
      ill('wrong', words(`${platform.zh}访问不了 ${publicUrl}`.trim(), `${platform.en} cannot call ${publicUrl}`), fix),
    );
  try {
    const { status } = await outward({ who: platform.en.toLowerCase(), method: 'HEAD', url: `${publicUrl}/healthz` });
    if (status === 200) return coded('address-answers', well(`${publicUrl} 有应答`, `${publicUrl} answers`));
    return coded('address-silent', ill('warn', words(`${publicUrl} 应答 ${status}`, `${publicUrl} answers ${status}`), fix));
  } catch (e) {
    const said = (e as Error).message;
    return coded('address-silent', ill('warn', words(said, said), fix));
  }
}

/** Whether WeCom calls us, by its last calls; where it never did, whether it can. */
export async function wecomCalls({ name }: ChatSeen, seen: CallSeen): Promise<Finding[]> {
  const note: DoorNote = (await seen.upkeep.doors())[chatDoor(name)] ?? { at: null, failedAt: null, failedStatus: null };
  const madeAt = (await keysMadeAt(seen, name)) ?? 0;
  if ((note.failedAt ?? 0) > Math.max(note.at ?? 0, madeAt)) return [refused(name, note, seen.now)];
  if (note.at !== null && note.at < madeAt) return [unpasted(name, agoText(seen.now - madeAt))];
  if (note.at !== null && note.at > 0) {
    const ago = agoText(seen.now - note.at);
    return [coded('called', well(`${name}：企业微信 ${ago.zh}来过，已应答`, `${name}: WeCom called ${ago.en}, and was answered`))];
  }
  const never = ill(
    'warn',
    words(
      `${name}：企业微信还没有来过：点按钮、打字都收不到`,
      `${name}: WeCom has never called: nothing that people press or type comes in`,
    ),
    words(
      '在“管理 → 企业微信”的接收消息一步，把 URL、Token、EncodingAESKey 填到应用里并保存。',
      'Admin → WeCom, the step “Receive messages”: paste URL, Token and EncodingAESKey into the app and save there.',
    ),
  );
  return [await addressFinding(words('企业微信', 'WeCom'), words('', ''), seen), coded('never-called', never)];
}

const unpasted = (name: string, ago: Words): Finding =>
  coded(
    'keys-unused',
    ill(
      'wrong',
      words(
        `${name}：${ago.zh}重新生成了 Token 与 EncodingAESKey，企业微信还没有用它们来过：点按钮、打字都收不到`,
        `${name}: Token and EncodingAESKey were made anew ${ago.en}, and WeCom has not called with them: nothing that people press or type comes in`,
      ),
      words(
        '把新的 Token 与 EncodingAESKey 填到应用的“接收消息”里并保存；没有留下来，就在“管理 → 企业微信”再生成一次。',
        'Paste the new ones into the app, 接收消息, and save there. Where they are lost, make new ones at Admin → WeCom.',
      ),
    ),
  );

function refused(name: string, { at, failedAt, failedStatus }: DoorNote, now: number): Finding {
  const ago = agoText(now - (failedAt ?? now));
  const last = at ? agoText(now - at) : words('从未', 'never');
  const isForged = failedStatus === 403;
  return coded(
    'callback-refused',
    ill(
      isForged ? 'warn' : 'wrong',
      words(
        `${name}：${ago.zh}有一次回调被拒收（HTTP ${failedStatus}）；上次成功：${last.zh}`,
        `${name}: a call was refused ${ago.en} (HTTP ${failedStatus}); last good one: ${last.en}`,
      ),
      isForged
        ? words(
            '若是企业微信来的：应用里的 Token 或 EncodingAESKey 与这里不同，请在“管理 → 企业微信”重新生成并填入。若不是：签名挡住了它，无需处理。',
            'If it was WeCom: the Token or EncodingAESKey of the app are others than here; make new ones at Admin → WeCom and paste them there. If it was not: the signature kept it out, and all is well.',
          )
        : words('Tocsin 这边出错：看日志与数据库一项。', 'It failed here: look at the log, and at the database above.'),
    ),
  );
}
