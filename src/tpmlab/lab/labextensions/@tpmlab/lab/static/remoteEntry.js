// What tpmlab's lessons need from JupyterLab, written by hand: no bundler, no build.
//
// JupyterLab loads this file and expects a "federated module" under
// window._JUPYTERLAB["@tpmlab/lab"]: init(scope) hands over the packages that Lab
// shares, get(module) returns a factory for our plugins.
(function () {
  "use strict";

  const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="16">
    <g stroke-linecap="round" stroke-width="3.4" fill="none">
      <path stroke="#616161" d="M3 5.5h8"/>
      <path stroke="#D55E00" d="M9 12h9"/>
      <path stroke="#616161" d="M15 18.5h6"/>
    </g></svg>`;

  let scope = null;

  // A package shared by Lab. Lab ships one version of each; should there be more, the
  // one already loaded is the one whose tokens the rest of Lab uses.
  async function shared(name) {
    const versions = Object.values(scope[name] || {});
    if (versions.length === 0) {
      throw new Error(`JupyterLab shares no ${name}: tpmlab needs JupyterLab 4.5 or later.`);
    }
    const factory = await (versions.find((version) => version.loaded) || versions[0]).get();
    return factory();
  }

  // --- The notebook around an element of the page ------------------------------------

  function panelOf(tracker, element) {
    return tracker.find((panel) => panel.node.contains(element));
  }

  function cellsFrom(panel, element) {
    const cells = panel.content.widgets;
    const index = cells.findIndex((cell) => cell.node.contains(element));
    return index < 0 ? [] : cells.slice(index + 1);
  }

  // --- 1. Start here, in the launcher and the command palette ------------------------

  // The launcher draws a tile among the notebooks from kernelIconUrl, and the section's
  // heading from the icon of the section's first tile.
  function addStartHere(app, documents, launcher, palette, headingIcon, path) {
    const command = "tpmlab:start-here";
    app.commands.addCommand(command, {
      label: (args) => (args.isPalette ? "Open Start here" : "tpmlab: Start here"),
      caption: "Your path, your progress, and where you stopped",
      icon: (args) => (args.isPalette ? undefined : headingIcon),
      execute: () => documents.openOrReveal(path),
    });
    if (launcher) {
      const kernelIconUrl = `data:image/svg+xml,${encodeURIComponent(ICON)}`;
      launcher.add({ command, category: "Notebook", rank: -1, kernelIconUrl });
    }
    if (palette) {
      palette.addItem({ command, category: "tpmlab", args: { isPalette: true } });
    }
  }

  // --- 2. Save before a check reads the file -----------------------------------------

  // The check reads the notebook on disk. So the click is held back until the notebook
  // is saved, and then made again; one that follows a failed save is dropped (Lab says why).
  function saveFirst(tracker) {
    const released = new WeakSet();
    document.addEventListener(
      "click",
      async (event) => {
        const button = event.target.closest?.(".tpmlab-save-first") && event.target.closest("button");
        if (!button || released.delete(button)) {
          return;
        }
        const panel = panelOf(tracker, button);
        if (!panel || !panel.context.model.dirty) {
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
        await panel.context.save();
        if (!panel.context.model.dirty) {
          released.add(button);
          button.click();
        }
      },
      true, // before the widget's own listener
    );
  }

  // --- 3. Open the answer that a guess was about -------------------------------------

  function openReveal(tracker) {
    document.addEventListener("click", (event) => {
      const element = event.target.closest?.(".tpmlab-open-reveal");
      const panel = element && panelOf(tracker, element);
      if (!panel) {
        return;
      }
      const tagged = (cell) => (cell.model.getMetadata("tags") || []).includes("reveal");
      const reveal = cellsFrom(panel, element).find(tagged);
      if (reveal) {
        reveal.outputHidden = false;
        reveal.node.scrollIntoView({ block: "nearest" });
      }
    });
  }

  // --- 4. Links inside widgets -------------------------------------------------------

  // Lab resolves links in text cells only. Ours name a file from the workspace's root.
  function openLinks(documents) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-tpmlab-open]");
      if (link && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        documents.openOrReveal(link.dataset.tpmlabOpen);
      }
    });
  }

  // --- 5. Alt text -------------------------------------------------------------------

  // Lab gives output images no alt text, and ipywidgets no way to set one. Each of our
  // pictures is followed by its words ("Picture: …"), so they are taken from there.
  const WORDS = /^\s*Picture:\s*/;

  function wordsAfter(element) {
    for (let next = element.nextElementSibling; next; next = next.nextElementSibling) {
      const text = next.textContent;
      if (WORDS.test(text)) {
        return text.replace(WORDS, "").trim();
      }
      if (next.querySelector("img")) {
        return null;
      }
    }
    return null;
  }

  function describe(image, holder) {
    const words = holder && wordsAfter(holder);
    if (words && image.alt !== words) {
      image.alt = words;
    }
  }

  function describeImages() {
    for (const image of document.querySelectorAll(".jp-RenderedImage img")) {
      describe(image, image.closest(".jp-OutputArea-child"));
    }
    for (const image of document.querySelectorAll(".tpmlab img")) {
      describe(image, image);
    }
  }

  // --- 6. Questions by keyboard and screen reader ------------------------------------

  // ipywidgets' radio buttons belong to no group: arrow keys don't move among them, and Lab
  // takes those keys to walk through the cells. They are made a group named by its question.
  function groupOptions() {
    for (const question of document.querySelectorAll(".tpmlab-question")) {
      const stem = question.querySelector(".tpmlab-stem");
      const group = question.querySelector(".widget-radio-box, .tpmlab-options");
      if (!stem || !group) {
        continue; // not drawn yet
      }
      if (!group.id) {
        group.id = `tpmlab-options-${crypto.randomUUID()}`;
        group.setAttribute("role", group.matches(".widget-radio-box") ? "radiogroup" : "group");
        group.setAttribute("aria-labelledby", `${group.id}-stem`);
      }
      stem.id = `${group.id}-stem`; // the stem is written anew when its note changes
      for (const radio of group.querySelectorAll("input[type=radio]:not([name])")) {
        radio.name = group.id;
      }
    }
  }

  // A live region that stands before its text changes is announced; one that comes with it may not be.
  function announceFeedback() {
    for (const region of document.querySelectorAll(".tpmlab-feedback:not([aria-live])")) {
      region.setAttribute("aria-live", "polite");
    }
  }

  // --- 7. Names of sliders -----------------------------------------------------------

  // The label of an ipywidgets slider stands beside it and names the box, not the handle
  // that has the focus: a screen reader would say a number and not of what.
  function nameSliders() {
    for (const handle of document.querySelectorAll(".tpmlab .noUi-handle:not([aria-label])")) {
      const label = handle.closest(".widget-slider")?.querySelector(".widget-label");
      if (label && label.textContent.trim()) {
        handle.setAttribute("aria-label", label.textContent.trim());
      }
    }
  }

  // --- 8. Keys that belong to a control ----------------------------------------------

  // In command mode Lab takes every key that is not typed into a text field: in a list or
  // on a button an "x" would cut the cell, and an arrow key would leave it. Keys that run a
  // cell or leave the control stay Lab's. This listener comes before Lab's own.
  const CONTROLS = ["select", "input", "button", "[role=tab]", "[role=slider]"]
    .map((control) => `.tpmlab ${control}`)
    .join();

  function keepKeys(event) {
    const control = event.target instanceof Element && event.target.closest(CONTROLS);
    if (!control) {
      return;
    }
    const runs = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (runs || event.key === "Escape") {
      control.removeAttribute("data-lm-suppress-shortcuts");
    } else {
      control.setAttribute("data-lm-suppress-shortcuts", "true");
    }
  }

  // --- Parts 5 to 7 follow the page, part 8 the keys --------------------------------

  function followPage() {
    window.addEventListener("keydown", keepKeys, true);
    let waiting = false;
    const soon = () => {
      if (!waiting) {
        waiting = true;
        setTimeout(() => {
          waiting = false;
          describeImages();
          groupOptions();
          announceFeedback();
          nameSliders();
        }, 250); // a slider being dragged redraws many times a second
      }
    };
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
    soon();
  }

  // --- The plugin --------------------------------------------------------------------

  // A page without notebooks, as Voilà shows one, has no documents to open.
  function pagePlugin() {
    return { id: "@tpmlab/lab:page", autoStart: true, activate: followPage };
  }

  async function plugins() {
    if (!scope["@jupyterlab/docmanager"]) {
      return pagePlugin();
    }
    const [{ IDocumentManager }, { INotebookTracker }, { ILauncher }, { ICommandPalette }, ui, core] =
      await Promise.all([
        shared("@jupyterlab/docmanager"),
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/launcher"),
        shared("@jupyterlab/apputils"),
        shared("@jupyterlab/ui-components"),
        shared("@jupyterlab/coreutils"),
      ]);
    return {
      id: "@tpmlab/lab:plugin",
      description: "What tpmlab's lessons need from JupyterLab.",
      autoStart: true,
      requires: [IDocumentManager, INotebookTracker],
      optional: [ILauncher, ICommandPalette],
      activate: (app, documents, tracker, launcher, palette) => {
        const start = core.PageConfig.getOption("tpmlabStart");
        addStartHere(app, documents, launcher, palette, ui.notebookIcon, start);
        saveFirst(tracker);
        openReveal(tracker);
        openLinks(documents);
        followPage();
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["@tpmlab/lab"] = {
    init(sharedScope) {
      scope = sharedScope;
    },
    async get() {
      const plugin = await plugins();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
