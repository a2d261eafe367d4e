import { useEffect, useRef } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useTell } from './words.ts';
import '../style/access.css';

/** Over the page, when a login has ended in the middle of something: what was typed stays, and is sent after it. */
export function LoginSheet() {
  const { session } = useDesk();
  const tell = useTell();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  };
  useEffect(() => {
    const { activeElement } = document;
    open();
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, []);
  return (
    // A second Escape closes it whatever is said to the first: then it opens again.
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="login-sheet-title"
      data-testid="login-sheet"
      onCancel={(event) => event.preventDefault()}
      onClose={open}
    >
      <div class="dialog-frame">
        <h2 id="login-sheet-title" class="login-sheet-title">
          {tell('signedOut')}
        </h2>
        <p class="hint login-sheet-more">{tell('signedOutMore')}</p>
        <SignInForm name={session.me.value?.person?.name ?? ''} />
        <button type="button" class="link-button" onClick={() => session.leave()}>
          {tell('signOut')}
        </button>
      </div>
    </dialog>
  );
}
