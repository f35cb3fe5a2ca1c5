// Who is signed in, for this tab alone: gone when it closes. And how the page looks in it.

const CREDENTIALS = 'livechat-metrics.credentials';
const THEME = 'livechat-metrics.theme';
export const THEMES = ['system', 'light', 'dark'];

function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function store(key, value) {
  try {
    if (value === null) {
      sessionStorage.removeItem(key);
    } else {
      sessionStorage.setItem(key, value);
    }
  } catch {
    // Storage is switched off: it lives as long as the page.
  }
}

export function storedCredentials() {
  try {
    const { userId, token } = JSON.parse(stored(CREDENTIALS));
    return userId && token ? { userId, token } : null;
  } catch {
    return null;
  }
}

export const storeCredentials = (credentials) => store(CREDENTIALS, credentials && JSON.stringify(credentials));

export const theme = () => (THEMES.includes(stored(THEME)) ? stored(THEME) : 'system');

export function setTheme(name) {
  store(THEME, name === 'system' ? null : name);
  document.documentElement.dataset.theme = name;
}
