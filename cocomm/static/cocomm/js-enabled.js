// Runs before the page is drawn, so that nothing jumps: says that scripts work, on <html>.
document.documentElement.classList.add("js-enabled");
