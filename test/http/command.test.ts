import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommand, type Command } from '../../app/chat/command.ts';
import { loadSkills } from '../../app/skills.ts';

const skills = await loadSkills(join(import.meta.dirname, '..', '..', 'skills'));
const here = 'INC-20261123-007';
const read = (text: string, incident: string | null = null): Command => parseCommand(text, skills, { incident });
const call = (skill: string, input: object): Command => ({ is: 'call', skill, input: input as Record<string, unknown> });
const form = (skill: string, values: object): Command => ({ is: 'form', skill, values: values as Record<string, unknown> });

describe('outside a war room', () => {
  test.each<[text: string, command: Command]>([
    ['/incident declare SEV1 Orders are rejected', call('incident/declare', { severity: 'SEV1', title: 'Orders are rejected' })],
    ['/incident declare sev2 订单被拒 🚨', call('incident/declare', { severity: 'SEV2', title: '订单被拒 🚨' })],
    ['/incident declare Orders are rejected', call('incident/declare', { title: 'Orders are rejected' })],
    ['/incident declare SEVERE trouble', call('incident/declare', { title: 'SEVERE trouble' })],
    ['/incident declare "Orders are rejected"', call('incident/declare', { title: 'Orders are rejected' })],
    ['/incident declare gateway says "no" twice', call('incident/declare', { title: 'gateway says "no" twice' })],
    [
      '/incident declare SEV1 title="Orders are rejected" people=ana,bo private=yes',
      call('incident/declare', { severity: 'SEV1', title: 'Orders are rejected', people: ['ana', 'bo'], private: true }),
    ],
    ['/incident declare SEV3 泄密事件 --private', call('incident/declare', { severity: 'SEV3', title: '泄密事件', private: true })],
    ['/incident declare --private SEV3 a leak', call('incident/declare', { severity: 'SEV3', title: 'a leak', private: true })],
    ['/incident declare SEV3 a leak --private no', call('incident/declare', { severity: 'SEV3', title: 'a leak', private: false })],
    ['/incident declare SEV3 a leak —private', call('incident/declare', { severity: 'SEV3', title: 'a leak', private: true })],
    ['/incident declare SEV3 a leak private:true', call('incident/declare', { severity: 'SEV3', title: 'a leak', private: true })],
    ['/incident declare SEV3 泄密 --私密', call('incident/declare', { severity: 'SEV3', title: '泄密', private: true })],
    ['/incident declare SEV3 泄密 私密=是', call('incident/declare', { severity: 'SEV3', title: '泄密', private: true })],
    ['/incident declare a leak private=maybe', call('incident/declare', { title: 'a leak', private: 'maybe' })],
    [
      '/incident declare --severity SEV2 --people ana,bo slow',
      call('incident/declare', { severity: 'SEV2', people: ['ana', 'bo'], title: 'slow' }),
    ],
    ['/incident declare --title="it is slow" --private', call('incident/declare', { title: 'it is slow', private: true })],
    [
      '/incident declare a leak --secret',
      { is: 'no-field', said: '--secret', fields: expect.arrayContaining(['title', 'private']) as unknown as string[] },
    ],
    ['/incident declare started with "--force"', call('incident/declare', { title: 'started with "--force"' })],
    ['/incident declare slow -- very', call('incident/declare', { title: 'slow -- very' })],
    ['/incident note 3 drained with --force', call('incident/note', { incident: '3', text: 'drained with --force' })],
    ['/incident declare x private=no', call('incident/declare', { title: 'x', private: false })],
    ['/incident declare x people=ana y', call('incident/declare', { title: 'x y', people: ['ana'] })],
    ['/incident declare unknown=field stays', call('incident/declare', { title: 'unknown=field stays' })],
    ['/incident declare constructor=1 stays', call('incident/declare', { title: 'constructor=1 stays' })],
    ['/incident declare __proto__=1', call('incident/declare', { title: '__proto__=1' })],
    ['/incident declare', form('incident/declare', {})],
    ['/incident declare SEV1', form('incident/declare', { severity: 'SEV1' })],
    ['/incident declare people=ana', form('incident/declare', { people: ['ana'] })],
    ['/incident declare severity=sev9 x', call('incident/declare', { severity: 'SEV9', title: 'x' })],
    ['/incident show 3', call('incident/show', { incident: '3' })],
    ['/incident show INC-20261123-003', call('incident/show', { incident: 'INC-20261123-003' })],
    ['/incident show', form('incident/show', {})],
    ['/incident note 3 Failover begun', call('incident/note', { incident: '3', text: 'Failover begun' })],
    ['/incident note 3 line one\nline  two', call('incident/note', { incident: '3', text: 'line one\nline  two' })],
    ['/incident note Failover begun', form('incident/note', { text: 'Failover begun' })],
    ['/incident declare SEV9 it is bad', call('incident/declare', { severity: 'SEV9', title: 'it is bad' })],
    ['/incident note 3', form('incident/note', { incident: '3' })],
    ['/incident severity 3 sev1', call('incident/severity', { incident: '3', severity: 'SEV1' })],
    ['/incident severity 3 bad', call('incident/severity', { incident: '3', severity: 'BAD' })],
    ['/incident assign 3 commander ana', call('incident/assign', { incident: '3', role: 'commander', person: 'ana' })],
    ['/incident assign 3 commander', call('incident/assign', { incident: '3', role: 'commander' })],
    ['/incident list', call('incident/list', {})],
    ['/incident list resolved', call('incident/list', { progress: 'resolved' })],
    ['/incident list limit=10', call('incident/list', { limit: '10' })],
    [
      '/alert silence alertname="DiskFull" 120 Disk is being replaced',
      call('alert/silence', { match: ['alertname="DiskFull"'], minutes: 120, comment: 'Disk is being replaced' }),
    ],
    [
      '/alert silence alertname="A B",site=~"sh|sz" 5 why',
      call('alert/silence', { match: ['alertname="A B"', 'site=~"sh|sz"'], minutes: 5, comment: 'why' }),
    ],
    [
      '/alert silence match=a="x,y",b="z" comment="being replaced"',
      call('alert/silence', { match: ['a="x,y"', 'b="z"'], comment: 'being replaced' }),
    ],
    ['/alert silence a="b"', form('alert/silence', { match: ['a="b"'] })],
    ['/oncall who', call('oncall/who', {})],
    ['/oncall who payments', call('oncall/who', { schedule: 'payments' })],
    [
      '/incident declare SEV1 x people=@ana,@bo teams=@payments',
      call('incident/declare', { severity: 'SEV1', title: 'x', people: ['ana', 'bo'], teams: ['payments'] }),
    ],
    ['/incident declare @ana cannot log in', call('incident/declare', { title: '@ana cannot log in' })],
    ['/oncall who @payments', call('oncall/who', { schedule: 'payments' })],
    ['/oncall cover @ana @bo tonight 20-08', call('oncall/cover', { person: 'ana', instead: 'bo', from: 'tonight 20-08' })],
    ['/page @payments', form('incident/muster', { people: ['payments'] })],
    ['/incident muster @ana', form('incident/muster', { people: ['ana'] })],
    ['/page @payments incident=3', call('incident/muster', { incident: '3', people: ['payments'] })],
    ['/page payments', { is: 'unknown', said: '/page payments' }],
    ['/help', { is: 'help', noun: null }],
    ['/', { is: 'help', noun: null }],
    ['/tocsin', { is: 'help', noun: null }],
    ['/help incident', { is: 'help', noun: 'incident' }],
    ['/incident', { is: 'help', noun: 'incident' }],
    ['/incident help', { is: 'help', noun: 'incident' }],
    ['/nosuch thing', { is: 'unknown', said: '/nosuch' }],
    ['/incident dance', { is: 'unknown', said: '/incident dance' }],
    ['/constructor x', { is: 'unknown', said: '/constructor' }],
  ])('%j', (text, command) => expect(read(text)).toEqual(command));
});

describe('in a war room', () => {
  test.each<[text: string, command: Command]>([
    ['/incident show', call('incident/show', { incident: here })],
    ['/incident ack', call('incident/ack', { incident: here })],
    ['/incident ack 4', call('incident/ack', { incident: '4' })],
    ['/incident ack INC-20261123-004', call('incident/ack', { incident: 'INC-20261123-004' })],
    ['/incident resolve not yet', call('incident/resolve', { incident: 'not yet' })],
    ['/incident note Failover begun', call('incident/note', { incident: here, text: 'Failover begun' })],
    ['/incident note 3 servers are down', call('incident/note', { incident: here, text: '3 servers are down' })],
    ['/incident note 503', call('incident/note', { incident: here, text: '503' })],
    ['/incident note INC-20261123-004 see there', call('incident/note', { incident: 'INC-20261123-004', text: 'see there' })],
    ['/incident note incident=4 see there', call('incident/note', { incident: '4', text: 'see there' })],
    ['/incident note', form('incident/note', { incident: here })],
    ['/incident severity SEV1', call('incident/severity', { incident: here, severity: 'SEV1' })],
    ['/incident severity 4 SEV1', call('incident/severity', { incident: '4', severity: 'SEV1' })],
    ['/incident assign commander', call('incident/assign', { incident: here, role: 'commander' })],
    ['/incident assign scribe bo', call('incident/assign', { incident: here, role: 'scribe', person: 'bo' })],
    ['/incident assign 4 scribe bo', call('incident/assign', { incident: '4', role: 'scribe', person: 'bo' })],
    ['/incident assign dancer bo', call('incident/assign', { incident: here, role: 'dancer', person: 'bo' })],
    ['/incident assign scribe @bo', call('incident/assign', { incident: here, role: 'scribe', person: 'bo' })],
    ['/incident muster @ana @payments', call('incident/muster', { incident: here, people: ['ana', 'payments'] })],
    ['/incident muster @ana,@bo', call('incident/muster', { incident: here, people: ['ana', 'bo'] })],
    ['/page @payments @bo', call('incident/muster', { incident: here, people: ['payments', 'bo'] })],
    ['/page 4 @bo', { is: 'unknown', said: '/page 4' }],
    ['/incident note @ana has seen it', call('incident/note', { incident: here, text: '@ana has seen it' })],
    ['/incident note at=09:05 switch replaced', call('incident/note', { incident: here, at: '09:05', text: 'switch replaced' })],
    ['/incident amend 2 as it was', call('incident/amend', { incident: here, note: '2', text: 'as it was' })],
    ['/incident withdraw 2', call('incident/withdraw', { incident: here, note: '2' })],
    ['/incident withdraw 4 2', call('incident/withdraw', { incident: '4', note: '2' })],
    ['/incident declare SEV1 another one', call('incident/declare', { severity: 'SEV1', title: 'another one' })],
    ['/incident list', call('incident/list', {})],
  ])('%j', (text, command) => expect(read(text, here)).toEqual(command));
});
