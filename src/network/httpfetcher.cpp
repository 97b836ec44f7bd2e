// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/httpfetcher.h"

#include "network/httpfetch.h"

#include <utility>

namespace thaw {

HttpFetcher::HttpFetcher(const FetchLimits &limits)
    : m_limits(limits)
{}

HttpFetcher::~HttpFetcher() = default;

void HttpFetcher::fetch(const QUrl &address, FetchReceiver &receiver)
{
    auto fetch = std::make_unique<HttpFetch>(m_limits, receiver);
    HttpFetch *begun = fetch.get();
    // Queued, since it is the fetch itself that says so.
    QObject::connect(
            begun, &HttpFetch::ended, &m_context, [this, begun] { remove(begun); },
            Qt::QueuedConnection);
    m_fetches.push_back(std::move(fetch));
    begun->begin(address, m_isPaused);
}

void HttpFetcher::remove(const HttpFetch *fetch)
{
    std::erase_if(m_fetches, [&](const auto &each) { return each.get() == fetch; });
}

// By index: a receiver that is called may have another fetch begin.
void HttpFetcher::setPaused(bool paused)
{
    m_isPaused = paused;
    for (std::size_t i = 0; i < m_fetches.size(); ++i) {
        m_fetches[i]->setPaused(paused);
    }
}

void HttpFetcher::step()
{
    for (std::size_t i = 0; i < m_fetches.size(); ++i) {
        m_fetches[i]->step();
    }
}

} // namespace thaw
