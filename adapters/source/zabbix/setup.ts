import type { SourceAdapter } from '../../../ports/source.ts';

/** Zabbix fills in the right side; the script gets all of it as one JSON text. */
const parameters = (url: string): string =>
  Object.entries({
    tocsin: url,
    eventid: '{EVENT.ID}',
    event_source: '{EVENT.SOURCE}',
    eventvalue: '{EVENT.VALUE}',
    eventupdate: '{EVENT.UPDATE.STATUS}',
    eventack: '{EVENT.ACK.STATUS}',
    severity: '{EVENT.NSEVERITY}',
    eventname: '{EVENT.NAME}',
    hostname: '{HOST.NAME}',
    hostip: '{HOST.IP}',
    hostgroups: '{TRIGGER.HOSTGROUP.NAME}',
    triggerid: '{TRIGGER.ID}',
    triggerdesc: '{TRIGGER.DESCRIPTION}',
    triggeropdata: '{EVENT.OPDATA}',
    eventtags: '{EVENT.TAGSJSON}',
    eventstamp: '{EVENT.TIMESTAMP}',
    eventdate: '{EVENT.DATE}',
    eventtime: '{EVENT.TIME}',
    recoverystamp: '{EVENT.RECOVERY.TIMESTAMP}',
    recoverydate: '{EVENT.RECOVERY.DATE}',
    recoverytime: '{EVENT.RECOVERY.TIME}',
    user: '{USER.FULLNAME}',
    updatemessage: '{EVENT.UPDATE.MESSAGE}',
    url: '{$ZABBIX.URL}',
    alert_subject: '{ALERT.SUBJECT}',
    alert_message: '{ALERT.MESSAGE}',
  })
    .map(([name, value]) => `${name.padEnd(15)} ${value}`)
    .join('\n');

/** For the JavaScript of Zabbix 5.0 and newer (Duktape, ES5). Before 7.0 there are no timestamps; the wall clock of the server is known there and
 *  only there. */
const script = `var p = JSON.parse(value), url = p.tocsin, request = new HttpRequest();
delete p.tocsin;
function seconds(stamp, date, time) {
  if (/^[0-9]+$/.test(stamp)) return stamp;
  var d = String(date).split('.'), t = String(time).split(':');
  var at = new Date(d[0], d[1] - 1, d[2], t[0], t[1], t[2]).getTime();
  return isNaN(at) ? '' : String(Math.floor(at / 1000));
}
p.startedat = seconds(p.eventstamp, p.eventdate, p.eventtime);
p.endedat = seconds(p.recoverystamp, p.recoverydate, p.recoverytime);
request.addHeader('Content-Type: application/json');
var answer = request.post(url, JSON.stringify(p));
var status = request.getStatus ? request.getStatus() : request.Status();
if (status < 200 || status > 299) throw 'Tocsin answered ' + status + ': ' + answer;
return 'OK';`;

const sample = {
  eventid: '1',
  event_source: '0',
  eventvalue: '1',
  eventupdate: '0',
  severity: '2',
  eventname: 'A first alert',
  hostname: 'my-desk',
  eventtags: '[]',
};

export const setup: SourceAdapter['setup'] = ({ url }) => ({
  steps: {
    en: [
      `In Zabbix (5.0 or newer): Alerts → Media types → Create media type, type Webhook. Remove the parameters that are there and add these (name, value):\n${parameters(url)}`,
      `Script:\n${script}`,
      'Under Message templates of the media type add Problem, Problem recovery and Problem update; what they say does not matter.',
      'Users: give a user who may see the hosts this media type, with anything as "Send to". Actions → Trigger actions: send to that user, in Operations, Recovery operations and Update operations.',
      'For links back, set the global macro {$ZABBIX.URL} to the address of the front end, such as https://zabbix.example.com.',
    ],
    zh: [
      `在 Zabbix（5.0 或更新）中：告警 → 媒介类型 → 创建媒介类型，类型选 Webhook。删掉已有参数，添加以下参数（名称、值）：\n${parameters(url)}`,
      `脚本：\n${script}`,
      '在该媒介类型的“消息模板”里添加：问题、问题恢复、问题更新；内容不限。',
      '用户：给一个能看到这些主机的用户加上此媒介，“收件人”随意填写。动作 → 触发器动作：在操作、恢复操作和更新操作里都发给该用户。',
      '要能点回 Zabbix，请把全局宏 {$ZABBIX.URL} 设为前端地址，例如 https://zabbix.example.com。',
    ],
  },
  curl: `curl -H 'content-type: application/json' -d '${JSON.stringify(sample)}' ${url}`,
});
