// Hands a file from the server to the person: nothing of it is kept on the server, and no address leads to it.
watch('value', () => {
  const {name, mime, data} = props.value ?? {};
  if (!name) return;
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], {type: mime}));
  Object.assign(document.createElement('a'), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
});
