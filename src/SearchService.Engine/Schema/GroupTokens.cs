using System.Runtime.CompilerServices;

namespace SearchService.Engine.Schema;

/// <summary>What must hold of a group before the index relies on it, and its tokens by document and number of the field.</summary>
internal static class GroupTokens
{
    /// <exception cref="ArgumentException">Unknown fields or columns, or positions out of order or beyond the last.</exception>
    public static (int Field, TokenList Tokens)[][] Checked(DocumentGroup group, IndexSchema schema)
    {
        int[] lastPositions = new int[schema.TextFields.Count];
        lastPositions.AsSpan().Fill(-1);
        (int, TokenList)[][] documents = new (int, TokenList)[group.Documents.Count][];
        for (int i = 0; i < documents.Length; i++)
        {
            IndexDocument document = group.Documents[i];
            documents[i] = new (int, TokenList)[document.Fields.Count];
            int next = 0;
            foreach ((string name, IReadOnlyList<IndexToken> given) in document.Fields)
            {
                int field = schema.FieldNumber(name);
                TokenList tokens = TokenList.Of(given);
                CheckPositions(group.Key, name, tokens, ref lastPositions[field]);
                documents[i][next++] = (field, tokens);
            }

            foreach (string column in document.Keywords.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Keyword);
            }

            foreach (string column in document.Numbers.Keys)
            {
                schema.ColumnNumber(column, ColumnKind.Number);
            }
        }

        return documents;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CheckPositions(string key, string field, TokenList tokens, ref int last)
    {
        if (tokens.Count == 0)
        {
            return;
        }

        int before = tokens.Tokens[0].Position;
        if (before <= last)
        {
            throw new ArgumentException(
                $"Group '{key}', field '{field}': a document begins at position {before}, and the one before ends at {last}.",
                nameof(tokens)
            );
        }

        foreach (NumberedToken token in tokens.Tokens)
        {
            if (token.Position < before)
            {
                throw new ArgumentException(
                    $"Group '{key}', field '{field}': position {token.Position} stands after {before}.",
                    nameof(tokens)
                );
            }

            before = token.Position;
        }

        // Windows and documents end one position further on, which must be a number, too.
        if (before == int.MaxValue)
        {
            throw new ArgumentException(
                $"Group '{key}', field '{field}': position {before} is beyond the last, {int.MaxValue - 1}.",
                nameof(tokens)
            );
        }

        last = before;
    }
}
