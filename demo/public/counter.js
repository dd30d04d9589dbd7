// Stands for a third party's counter: it only shows that it ran, and how often.
window.demoCounter = (window.demoCounter ?? 0) + 1
