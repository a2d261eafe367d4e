import { describe, expect, test } from 'vitest';
import { kinds } from '../../../domain/resource/kinds.ts';
import { personAt, userOn, withLinks } from '../../../domain/people/chat-user.ts';
import { resourcesOf } from '../../../domain/resource/resource.ts';

const person = (name: string, chat: Record<string, string> = {}) => ({ kind: 'person' as const, name, spec: kinds.person.parse({ chat }) });
const written = resourcesOf([person('ana', { slack: 'UANA' }), person('bo')]);
const linked = withLinks(written, [
  { platform: 'slack', user: 'UBO', person: 'bo' },
  { platform: 'slack', user: 'UOTHER', person: 'ana' },
  { platform: 'slack', user: 'UGONE', person: 'gone' },
]);

describe('who is who in a chat', () => {
  test.each<[string, string, string | undefined, string]>([
    ['ana', 'slack', 'UANA', 'what is written comes before what was linked'],
    ['bo', 'slack', 'UBO', 'what was linked counts where nothing is written'],
    ['bo', 'wecom', undefined, 'not on a platform where nothing is known of them'],
    ['gone', 'slack', undefined, 'not somebody who is not there any more'],
    ['bo', 'web', 'bo', 'in the web chat their own name'],
  ])('%s on %s is %s: %s', (name, platform, user, _why) => expect(userOn(linked, name, platform)).toBe(user));
  test.each([
    ['slack', 'UANA', 'ana'],
    ['slack', 'UBO', 'bo'],
    ['slack', 'UOTHER', null],
    ['wecom', 'UBO', null],
    ['web', 'ana', 'ana'],
    ['web', 'nobody', null],
  ])('%s %s is %s', (platform, user, name) => expect(personAt(linked, platform, user)).toBe(name));
  test('without links nothing is made anew', () => expect(withLinks(written, [])).toBe(written));
});

describe('capitals and small letters in an id', () => {
  const chats = [
    {
      kind: 'chat' as const,
      name: 'firm-wecom',
      spec: kinds.chat.parse({ type: 'wecom', corpId: 'ww1', agentId: '1', secret: 's', token: 't', encodingAesKey: 'k'.repeat(43) }),
    },
    { kind: 'chat' as const, name: 'robot', spec: kinds.chat.parse({ type: 'wecom-aibot', botId: 'b', secret: 's', users: 'firm-wecom' }) },
    { kind: 'chat' as const, name: 'slack', spec: kinds.chat.parse({ type: 'slack', botToken: 'xoxb-1', signingSecret: 's' }) },
  ];
  const people = resourcesOf([...chats, person('ana', { 'firm-wecom': 'Ana.Li', wecom: 'Ana.Li', robot: 'AnaR', slack: 'UANA' })]);
  test.each([
    ['firm-wecom', 'ana.li', 'ana', 'WeCom says the userid as the admin console has it'],
    ['firm-wecom', 'ANA.LI', 'ana', 'either way'],
    ['robot', 'ana.li', 'ana', 'the robot has the users of the app'],
    ['robot', 'anar', 'ana', 'or its own'],
    ['wecom', 'ana.li', 'ana', 'a chat of the environment has no document'],
    ['slack', 'UANA', 'ana', 'Slack’s are exact'],
    ['slack', 'uana', null, 'Slack’s are exact'],
    ['firm-wecom', 'ana.l', null, 'another is another'],
  ])('%s %s is %s: %s', (platform, user, name, _why) => expect(personAt(people, platform, user)).toBe(name));
});
