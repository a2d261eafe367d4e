import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';

export function NoticeStack() {
  const { notices } = useDesk();
  const say = useSay();
  return (
    <>
      <div class="notices" role="status">
        {notices.shown.value.map((notice) => (
          <p key={notice.id} class={`notice ${notice.tone}`}>
            {notice.text}
            <button type="button" class="icon-button" aria-label={say('dismiss')} onClick={() => notices.drop(notice.id)}>
              <Icon name="close" />
            </button>
          </p>
        ))}
      </div>
      <p class="unseen" role="alert">
        {notices.urgent.value}
      </p>
    </>
  );
}
