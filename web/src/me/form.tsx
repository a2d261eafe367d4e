import type { ComponentChildren } from 'preact';

type FormProps = { onSend: () => Promise<unknown>; children: ComponentChildren; look?: string; testId?: string };

/** A form that is sent by us and not by the browser. */
export function Form({ onSend, children, look = 'form', testId }: FormProps) {
  return (
    <form
      class={look}
      data-testid={testId}
      onSubmit={(event) => {
        event.preventDefault();
        void onSend();
      }}
    >
      {children}
    </form>
  );
}

/** Tells password managers whose password is being set. */
export function AccountName({ name }: { name: string }) {
  return <input type="text" class="unseen" autocomplete="username" value={name} readOnly tabIndex={-1} aria-hidden="true" />;
}
