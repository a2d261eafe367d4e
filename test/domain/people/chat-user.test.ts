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
