using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>The tree of sections, opened block by block in reading order.</summary>
internal sealed class SectionTree(Draft draft, BlockText render)
{
    private readonly List<Section> _sections = [];

    /// <summary>Where the section begins in the source.</summary>
    private int _start = -1;
    private int _paragraphs;

    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>The section that the last block is in.</summary>
    public int Current => _sections.Count - 1;

    /// <param name="index">The block's place in the document.</param>
    public void Enter(DraftBlock block, int index)
    {
        if (block.Kind == BlockKind.Heading)
        {
            var level = Math.Max(1, block.Level);
            Open(
                block,
                new Section(_sections.Count, ParentOf(level), level, render.Block(block).Text, block.Role, index)
            );
        }
        else if (Current < 0 || block.Kind != BlockKind.Note)
        {
            var region = draft.Regions.FindLast(candidate => candidate.Start <= block.Start);
            if (Current < 0 || (region?.Start > _start && Ends(region, _sections[Current])))
            {
                Open(block, new Section(_sections.Count, null, 1, "", region?.Role ?? SectionRole.Body, null));
            }
        }

        if (block.Kind == BlockKind.Paragraph)
        {
            _paragraphs++;
        }
    }

    /// <summary>Ordinal (1-based) among the section's paragraphs; null for what has none. Nobody counts those of covers, title pages and imprints.</summary>
    /// <param name="block">The one entered last.</param>
    public int? ParagraphOf(DraftBlock block) =>
        block.Kind is not (BlockKind.Heading or BlockKind.Note)
        && _paragraphs > 0
        && _sections[Current] is not { Role: SectionRole.Front, Heading: null }
            ? _paragraphs
            : null;

    private void Open(DraftBlock first, Section section)
    {
        _sections.Add(section);
        _start = first.Start;
        _paragraphs = 0;
    }

    /// <summary>Whether a region that begins without a heading ends the section before it: one with a heading, or of another role.</summary>
    private static bool Ends(DraftRegion region, Section section) =>
        section.Heading is not null || section.Role != region.Role;

    /// <summary>Up from the latest section with a heading, the first shallower one on its path.</summary>
    private int? ParentOf(int level)
    {
        for (var i = Current; i >= 0; i = _sections[i].Heading is null ? i - 1 : _sections[i].Parent ?? -1)
        {
            if (_sections[i].Heading is not null && _sections[i].Level < level)
            {
                return i;
            }
        }

        return null;
    }
}
