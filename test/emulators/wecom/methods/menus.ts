import { bytesOf, isJson, listOf, plain, refuse, type Json } from '../records.ts';
import { checkAgent } from './messages.ts';
import type { Methods } from './method.ts';

const kinds: ReadonlySet<string> = new Set([
  'click',
  'view',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'view_miniprogram',
]);

function checkButton(button: Json, where: string, bytes: number): void {
  const name = plain(button['name']);
  if (name === '') refuse(40018, `missing ${where}.name`);
  if (bytesOf(name) > bytes) refuse(40058, `${where}.name exceed max length ${bytes}`);
  const inside = button['sub_button'];
  if (Array.isArray(inside) && inside.length > 0) {
    if (where !== 'button') refuse(40058, `${where}.sub_button too deep`);
    if (inside.length > 5) refuse(40023, 'invalid sub button size');
    for (const each of listOf(inside)) checkButton(each, 'button.sub_button', 40);
    return;
  }
  const type = plain(button['type']);
  if (!kinds.has(type)) refuse(40017, 'invalid button type');
  const needed = type === 'view' ? 'url' : type === 'view_miniprogram' ? 'appid' : 'key';
  const value = plain(button[needed]);
  if (value === '') refuse(40019, `missing ${where}.${needed}`);
  if (needed === 'key' && bytesOf(value) > 128) refuse(40058, `${where}.key exceed max length 128`);
  if (needed === 'url' && !/^https?:\/\//u.test(value)) refuse(40020, `invalid ${where}.url`);
}

/** The menu at the bottom of the app: up to three, each with up to five inside. */
export const menus: Methods = {
  'menu/create': {
    verb: 'POST',
    run: (asked) => {
      checkAgent(asked);
      const buttons = asked.args['button'];
      if (!Array.isArray(buttons) || buttons.length === 0 || buttons.length > 3) refuse(40016, 'invalid button size');
      for (const button of buttons) checkButton(isJson(button) ? button : {}, 'button', 16);
      asked.corp.menu = { button: buttons };
      asked.corp.changed();
      return {};
    },
  },
  'menu/get': {
    verb: 'GET',
    run: (asked) => {
      checkAgent(asked);
      return asked.corp.menu ?? refuse(46003, 'menu no exist');
    },
  },
  'menu/delete': {
    verb: 'GET',
    run: (asked) => {
      checkAgent(asked);
      asked.corp.menu = null;
      asked.corp.changed();
      return {};
    },
  },
};
