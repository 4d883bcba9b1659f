namespace Integrations.Endurance.Books;

/// <summary>Something in the books that must not be there.</summary>
/// <param name="Rule">Which promise is broken.</param>
/// <param name="What">Where.</param>
internal sealed record Finding(string Rule, string What);
