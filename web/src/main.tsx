import { render } from 'preact';
import { App } from './app.tsx';
import { DeskContext, openDesk } from './desk.ts';
import { fetchPageAt } from './shell/routes.tsx';

const desk = openDesk();
const place = document.getElementById('console');
if (place) {
  render(
    <DeskContext.Provider value={desk}>
      <App />
    </DeskContext.Provider>,
    place,
  );
}
void desk.session.load();
fetchPageAt(location.pathname);
