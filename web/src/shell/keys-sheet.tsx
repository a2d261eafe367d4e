import { useDesk, useSay } from '../desk.ts';
import { pageWords } from '../page-words.ts';
import { Dialog } from '../parts/dialog.tsx';

const useTell = pageWords({
  everywhere: { en: 'Everywhere', zh: '全局' },
  find: { en: 'Find pages, incidents, people and commands', zh: '查找页面、事件、人员和命令' },
  down: { en: 'Next row', zh: '下一行' },
  up: { en: 'Previous row', zh: '上一行' },
  open: { en: 'Open it', zh: '打开' },
  search: { en: 'Search, or write in the room', zh: '搜索，或在聊天中输入' },
  four: { en: 'Acknowledge a call that rings', zh: '应答正在响铃的呼叫' },
  hush: { en: 'Hush a call, close a dialog', zh: '静音呼叫，关闭对话框' },
  help: { en: 'This list', zh: '显示本列表' },
  onIncident: { en: 'On the row of an incident, and in its war room', zh: '在事件行上，以及在作战室里' },
  ack: { en: 'Acknowledge', zh: '认领' },
  escalate: { en: 'Escalate now, after a question', zh: '立即升级（先确认）' },
  note: { en: 'Note on the timeline', zh: '记录到时间线' },
  onAlert: { en: 'On an alert', zh: '在告警上' },
  unfold: { en: 'Unfold it', zh: '展开' },
  choose: { en: 'Choose it', zh: '选择' },
  silence: { en: 'Silence what is chosen', zh: '静默所选告警' },
  isOn: { en: 'Single-key shortcuts are on', zh: '启用单键快捷键' },
  hint: { en: 'They rest while you type and while an input method composes.', zh: '输入文字和使用输入法时不会触发。' },
});

const places = [
  {
    place: 'everywhere',
    keys: [
      ['Ctrl K · ⌘ K', 'find'],
      ['J', 'down'],
      ['K', 'up'],
      ['Enter', 'open'],
      ['/', 'search'],
      ['4', 'four'],
      ['Esc', 'hush'],
      ['?', 'help'],
    ],
  },
  {
    place: 'onIncident',
    keys: [
      ['A', 'ack'],
      ['E', 'escalate'],
      ['N', 'note'],
    ],
  },
  {
    place: 'onAlert',
    keys: [
      ['E', 'unfold'],
      ['X', 'choose'],
      ['S', 'silence'],
    ],
  },
] as const;

/** Every key there is, by where it works. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useDesk();
  const say = useSay();
  const tell = useTell();
  return (
    <Dialog title={say('keyboard')} onClose={onClose}>
      {places.map(({ place, keys }) => (
        <section key={place}>
          <h3>{tell(place)}</h3>
          <dl class="keys">
            {keys.map(([key, word]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{tell(word)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label class="check">
        <input type="checkbox" checked={shortcuts.isOn.value} onChange={(event) => shortcuts.setOn(event.currentTarget.checked)} />
        {tell('isOn')}
      </label>
      <p class="hint">{tell('hint')}</p>
    </Dialog>
  );
}
